"""Documents are read in a process of their own, as the product does, begun from one that has loaded the libraries.

The product starts an interpreter for every file; tests read a thousand, and starting took most of their time. The
process that reads is forked for one file, has the same limits and ends with the same codes. Tests about the process
itself (`towpath/documents/tests/test_memory.py`) start it as the product does.
"""

import os
import pickle
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import IO, Any

from towpath.documents.readers import child

ROOT = Path(__file__).resolve().parents[1]
LENGTH = struct.Struct("!Q")
OUT_OF_TIME = None  # instead of an exit code


class WarmReaders:
    """Stands where `towpath.documents.readers.apart` knows the module `subprocess`."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = Lock()

    def run(self, command: Sequence[str], *, timeout: float, **more: Any) -> subprocess.CompletedProcess[bytes]:
        """What `subprocess.run` gives of the command, which must be that of the product's own reader."""
        python, module, name, *arguments = command
        assert (python, module, name) == (sys.executable, "-m", child.__name__)
        sent = more.pop("input")
        assert more == {"capture_output": True, "cwd": ROOT, "check": False}
        with self._one_at_a_time:
            server = self._started()
            assert server.stdin
            assert server.stdout
            send(server.stdin, (arguments, sent, timeout))
            code, told = receive(server.stdout)
        if code is OUT_OF_TIME:
            raise subprocess.TimeoutExpired(command, timeout)
        return subprocess.CompletedProcess(command, code, told, b"")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            command = [sys.executable, "-m", __name__]
            self._server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.communicate()
            self._server = None


def send(stream: IO[bytes], what: Any) -> None:
    content = pickle.dumps(what)
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Raises EOFError where the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(*LENGTH.unpack(head)))


def serve() -> None:
    """Fork for every file that comes, until no more can come."""
    import towpath.documents.readers.delimited
    import towpath.documents.readers.excel
    import towpath.documents.readers.html
    import towpath.documents.readers.old_excel
    import towpath.documents.readers.pdf
    import towpath.documents.readers.text
    import towpath.documents.readers.word
    import towpath.documents.rows.marking  # noqa: F401

    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            arguments, sent, timeout = receive(asked)
        except EOFError:
            return
        send(answers, read_in_a_fork(arguments, sent, timeout))


def read_in_a_fork(arguments: list[str], sent: bytes, timeout: float) -> tuple[int | None, bytes]:
    """The exit code of the reader, as `subprocess` gives it, and what it wrote."""
    incoming, outgoing = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(incoming)
        read(arguments, sent, outgoing)
    os.close(outgoing)
    with open(incoming, "rb") as stream:
        in_time, _, _ = select.select([stream], [], [], timeout)  # it writes all at once, at its end
        if not in_time:
            os.kill(reader, signal.SIGKILL)
        told = stream.read()
    _, status = os.waitpid(reader, 0)
    return (os.waitstatus_to_exitcode(status) if in_time else OUT_OF_TIME), told


def read(arguments: list[str], sent: bytes, outgoing: int) -> None:
    """The product's reader, on what was sent. Never returns."""
    code = 1
    try:
        sys.argv = [child.__file__, *arguments]
        sys.stdin = SimpleNamespace(buffer=BytesIO(sent))  # type: ignore[assignment]
        with open(outgoing, "wb") as stream:
            sys.stdout = SimpleNamespace(buffer=stream)  # type: ignore[assignment]
            code = child.main()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
