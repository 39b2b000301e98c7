"""An installation in production, and those who talk to its sockets in their own words."""

import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.databases import fresh_database

ROOT = Path(__file__).resolve().parents[2]
HOST = "towpath.borough.example"
KEY = "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9yhB7n"
AT_MOST = 180  # seconds for what must happen, on a machine that is busy with other things
SERVES = "Serving on http://127.0.0.1:"
OVER_TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}  # what the proxy says of a visitor


@dataclass
class Answer:
    """What a server answered: status 0 where it closed the connection without a word."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Installation:
    """Production's settings, a database and a folder. `serve` starts its server, `run` runs its commands."""

    folder: Path
    database: str
    processes: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "towpath.settings.production",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": self.database,
            "TOWPATH_FOLDER": str(self.folder / "files"),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": "1",  # nobody listens there: what would be sent waits
        }

    def prepare(self) -> None:
        self.run("createcachetable")
        self.run("collectstatic", "--no-input", "--verbosity=0")

    def run(self, *command: str) -> str:
        """A command of `towpath` to its end; what it wrote."""
        done = subprocess.run(
            [sys.executable, "-m", "towpath", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def serve(self, *options: str, has_worker: bool = False) -> int:
        """Start the server; its port once it serves. The log stands in `log`."""
        log = open(self.log, "w", encoding="utf-8")  # noqa: SIM115 -- the process has it
        command = [sys.executable, "-m", "towpath", "serve", "--port=0", *options]
        if not has_worker:
            command.append("--without-worker")
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        log.close()
        self.processes.append(process)
        for line in process.stdout or ():
            if line.startswith(SERVES):
                return int(line.removeprefix(SERVES).split()[0])
        raise AssertionError(f"The server ended:\n{self.log.read_text()}")

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.communicate()
        self.processes.clear()


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation that is prepared and not yet serving, on a database of its own."""
    with fresh_database(folder) as database:
        made = Installation(folder, database)
        made.prepare()
        yield made
        made.close()


def connected(port: int, *, over_tls: bool = False, address: str = "") -> socket.socket:
    """A connection to the server, from another address of this machine where one is named."""
    plain = socket.create_connection(("127.0.0.1", port), AT_MOST, (address, 0) if address else None)
    if not over_tls:
        return plain
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # made for this test by nobody known
    return context.wrap_socket(plain, server_hostname=HOST)


def request(method: str, path: str, headers: dict[str, str] | None = None, body: str = "") -> bytes:
    """A request in the words of HTTP, after which the connection ends."""
    told = {"Host": HOST, "Connection": "close"} | (headers or {})
    if body:
        told = {"Content-Length": str(len(body)), "Content-Type": "application/x-www-form-urlencoded"} | told
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()


def ask(port: int, said: bytes, *, over_tls: bool = False, address: str = "") -> Answer:
    """Say this and nothing more; what is answered."""
    with connected(port, over_tls=over_tls, address=address) as connection:
        with suppress(ConnectionError):  # who is refused may meet a closed door half-way through
            connection.sendall(said)
        return answer_of(connection)


def answer_of(connection: socket.socket) -> Answer:
    """All that comes until the connection ends."""
    heard = b""
    with suppress(ConnectionError):
        while piece := connection.recv(65_536):
            heard += piece
    head, _, body = heard.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(_unchunked(body))
    return Answer(int(first.split()[1]) if first else 0, headers, body.decode(errors="replace"))


def _unchunked(body: bytes) -> list[bytes]:
    pieces = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        pieces.append(body[:length])
        body = body[length + 2 :] if length else b""
    return pieces


def until(happens: Callable[[], object], why: Callable[[], str] = str) -> None:
    """Return once it happens."""
    end = time.monotonic() + AT_MOST
    while not happens():
        assert time.monotonic() < end, why()
        time.sleep(0.05)


def cookies_of(answer: Answer) -> dict[str, str]:
    """The name and value of the one cookie that an answer sets."""
    name, _, value = answer.headers.get("set-cookie", "").partition(";")[0].partition("=")
    return {name: value} if name else {}


def shown(answer: Answer) -> str:
    """For a failure's message."""
    return json.dumps(answer.__dict__, indent=1)[:3000]
