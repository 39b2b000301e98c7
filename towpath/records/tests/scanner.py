"""A server that speaks clamd's protocol as its manual describes it, on this machine and for a test."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

VIRUS = b"as harmful as can be"
LENGTH = struct.Struct("!L")
LARGEST = 1_000_000  # bytes, above which clamd hangs up


class Conversation(socketserver.StreamRequestHandler):
    """One command, ended by a zero, and its answer, ended so too."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        answers = {b"zPING\0": lambda: b"PONG", b"zINSTREAM\0": self.looked_through}
        self.wfile.write(answers[command]() + b"\0")

    def looked_through(self) -> bytes:
        content = b""
        while size := LENGTH.unpack(self.rfile.read(LENGTH.size))[0]:
            content += self.rfile.read(size)
            if len(content) > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.seen.append(content)  # type: ignore[attr-defined]
        return b"stream: Made-Up-Virus FOUND" if VIRUS in content else b"stream: OK"


class Hurried(Conversation):
    """Hangs up before it says anything."""

    def handle(self) -> None:
        self.rfile.read(4)


@contextmanager
def scanner(kind: type[Any], address: Any, conversation: type[Conversation] = Conversation) -> Iterator[Any]:
    """The server, listening; `seen` are the files it looked through."""
    with kind(address, conversation) as server:
        server.seen = []
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def closed_port() -> str:
    """An address at which nothing listens: no server may have port 1 without rights, and none of tests does."""
    return "tcp://127.0.0.1:1"
