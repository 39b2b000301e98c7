"""On Linux, files are read by forks of a process that has loaded the libraries: each fork reads one file and ends.

To begin Python and to load a library takes longer than to read most files. The server is handed the two pipes of a
reading and never what goes through them, so that no file leaves anything behind for the next one to find.
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path
from pkgutil import resolve_name
from threading import Timer

from towpath.documents.readers import child
from towpath.documents.readers.tasks import LIMITS, MOST_WRITTEN, READERS, ReadingTask

COMMAND = [sys.executable, "-m", "towpath.documents.readers.fork_server"]
_READERS_OF_DOCUMENTS = "towpath.documents.readers.document:OF_BYTES"
_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_MESSAGE = 1024  # bytes
_idle: deque["ForkServer"] = deque()  # which several threads may add to and take from


def run(task: ReadingTask, seconds: int, sent: bytes, environment: Mapping[str, str]) -> tuple[int, bytes]:
    """Have a fork read what is sent: its exit code, as `subprocess` gives it, and what it wrote.

    `seconds` is how much of a processor's time it may take. Raises TimeoutError where the clock of the task ends it.
    Each of several threads has a server of its own; those that nobody needs wait for the next reading.
    """
    server = _take() or ForkServer(environment)
    try:
        ended = server.run(task, seconds, sent)
    except BaseException:
        server.close()
        raise
    _idle.append(server)
    return ended


def _take() -> "ForkServer | None":
    with suppress(IndexError):  # another thread may have taken the last
        while not (server := _idle.pop()).is_alive():
            server.close()
        return server
    return None


if hasattr(os, "register_at_fork"):
    # Two processes that asked the same server would take each other's answers.
    os.register_at_fork(after_in_child=_idle.clear)


class ForkServer:
    """The server, as the process that asks it sees it. It ends by itself when that process has ended."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._channel, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its_end:
            self._process = subprocess.Popen(  # noqa: S603 -- our own module, nothing of the file in the command
                COMMAND, stdin=its_end.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                cwd=_ROOT, env=environment, process_group=0,
            )  # fmt: skip

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def run(self, task: ReadingTask, seconds: int, sent: bytes) -> tuple[int, bytes]:
        """See `run` of the module."""
        overdue = Timer(LIMITS[task].clock, self.kill)
        overdue.daemon = True  # nobody who ends waits for it
        overdue.start()
        try:
            told = self._told(json.dumps([task, seconds]).encode(), sent)
            if len(told) > MOST_WRITTEN:
                self.kill()
                return child.TOO_MUCH, b""
            code = self._channel.recv(_LONGEST_MESSAGE)
        finally:
            overdue.cancel()
            overdue.join()
        if self._process.returncode is not None:  # as `kill` has left it
            raise TimeoutError
        return (int(code) if code else -signal.SIGKILL), told  # no code where the system has ended the server

    def _told(self, asked: bytes, sent: bytes) -> bytes:
        """Give the file to a fork, and take what it writes: to its end, or until it is more than a reader may write."""
        for_it, ours = os.pipe()
        answer, by_it = os.pipe()
        with open(answer, "rb") as written, open(ours, "wb", buffering=0) as pipe:
            try:
                socket.send_fds(self._channel, [asked], [for_it, by_it])
            finally:
                os.close(for_it)
                os.close(by_it)
            with suppress(BrokenPipeError), BufferedWriter(pipe) as file:
                file.write(sent)
            return written.read(MOST_WRITTEN + 1)

    def kill(self) -> None:
        """End the server and the fork that reads."""
        if self._process.returncode is None:  # until it is waited for, no other process has its number
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def close(self) -> None:
        self.kill()
        self._channel.close()


def serve() -> None:
    """Fork for every reading that is asked for, until nobody can ask any more."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a worker that is told to end finishes what it has begun
    for reader in {*READERS.values(), *resolve_name(_READERS_OF_DOCUMENTS).values()}:
        resolve_name(reader)
    gc.collect()
    gc.freeze()  # forks share what was loaded as long as nobody writes to it
    with socket.socket(fileno=0) as channel:
        while True:
            asked, pipes, _, _ = socket.recv_fds(channel, _LONGEST_MESSAGE, 2)
            if not asked:
                return
            reader = os.fork()
            if not reader:
                _read(asked, *pipes)
            for pipe in pipes:
                os.close(pipe)
            _, status = os.waitpid(reader, 0)
            channel.send(str(os.waitstatus_to_exitcode(status)).encode())


def _read(asked: bytes, incoming: int, outgoing: int) -> None:
    """In the fork: read the file, and end. The channel is closed to it before it sees a byte of the file."""
    code = 1
    try:
        os.dup2(incoming, 0)  # where the channel was
        os.close(incoming)
        task, seconds = json.loads(asked)
        with open(0, "rb") as file, open(outgoing, "wb") as answer:
            code = child.read(ReadingTask(task), seconds, file, answer)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
