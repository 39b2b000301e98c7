"""The server of the journeys: a process of its own, as a partnership would run it, on its own database."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """A running server, and the way to put something into its database."""

    address: str
    folder: Path
    environment: dict[str, str]

    def at(self, path: str) -> str:
        return self.address + path

    def tell(self, story: str, **facts: Any) -> Any:
        """Run a function of `stories` inside the server's world, and return what it answers."""
        command = [sys.executable, "-m", "tests.journeys.stories", story, json.dumps(facts)]
        return json.loads(run(command, self.environment))

    def work(self) -> None:
        """Do every job that waits, to its end. Beside the server files are read and nothing else is done."""
        run([sys.executable, "-m", "towpath", "db_worker", "--batch"], self.environment)

    def letters(self) -> list[str]:
        """The e-mails sent so far, oldest first."""
        sent = sorted((self.folder / "mail").glob("*"), key=lambda letter: letter.stat().st_mtime_ns)
        return [letter.read_text(encoding="utf-8") for letter in sent]


@contextmanager
def served(database: str, folder: Path) -> Iterator[Site]:
    """A server on that database, migrated, until the block ends."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "DATABASE_URL": database,
        "TOWPATH_JOURNEYS": str(folder),
    }
    run([sys.executable, "-m", "towpath", "migrate", "--verbosity=0"], environment)
    port = free_port()
    with open(folder / "server.log", "w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "towpath", "serve", f"--port={port}", "--without-worker"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        reads = [sys.executable, "-m", "tests.journeys.reading"]
        reader = subprocess.Popen(reads, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until_it_serves(server, folder / "server.log")
        yield Site(f"http://127.0.0.1:{port}", folder, environment)
    finally:
        reader.terminate()
        server.terminate()
        reader.communicate()
        server.communicate()


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command to its end; what it said is the failure's message where it fails."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stderr}"
    return done.stdout


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def wait_until_it_serves(server: subprocess.Popen[str], log: Path) -> None:
    """Return once the server says that it serves, however long that takes; fail with its own words where it ended."""
    for line in server.stdout or ():
        if line.startswith("Serving on"):
            return
    raise AssertionError(f"The server ended:\n{log.read_text(encoding='utf-8')}")
