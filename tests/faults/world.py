"""One installation in which something fails: its database, its folders and its processes."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.clusters import Cluster

ROOT = Path(__file__).resolve().parents[2]
NEWEST = "SELECT state FROM jobs_job WHERE kind = 'papers.files' ORDER BY subject DESC LIMIT 1"
AT_MOST = 120  # seconds for what must happen, so that a fault that is not survived ends the test


@dataclass
class Started:
    """A process of the installation, with what it said."""

    process: subprocess.Popen[str]
    log: Path

    def said(self, words: str) -> bool:
        return words in self.log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def ended(self) -> int:
        """How it ended; that it does not is a failure too."""
        return self.process.wait(AT_MOST)


@dataclass
class World:
    """An installation. `cluster` is None on SQLite."""

    folder: Path
    database: str
    cluster: Cluster | None
    facts: dict[str, Any] = field(default_factory=dict)
    started: list[Started] = field(default_factory=list)
    players: dict[str, "subprocess.Popen[str]"] = field(default_factory=dict)

    def play(self, what: str, **environment: str) -> Any:
        """Have something done in this installation, and return what it answers."""
        said = self._ask(what, environment)
        assert "answer" in said, said
        return said["answer"]

    def fails(self, what: str, **environment: str) -> str:
        """Have something done that cannot be; why not."""
        said = self._ask(what, environment)
        assert "error" in said, said
        return str(said["error"])

    def dies(self, what: str, at: str) -> None:
        """Have something done by a process that is killed on the way."""
        player = self.player({"TOWPATH_DIE_AT": at})
        player.communicate(f"{what}\n")
        assert player.returncode == -9, self._errors()

    def start(self, *command: str, **environment: str) -> Started:
        """Start `towpath …`; it is killed at the end of the test where it still runs."""
        log = self.folder / f"{len(self.started)}-{command[0]}.log"
        with open(log, "w", encoding="utf-8") as words:
            process = subprocess.Popen(
                [sys.executable, "-m", "towpath", *command],
                cwd=ROOT, env=self.environment(environment), stdout=words, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
        self.started.append(Started(process, log))
        return self.started[-1]

    def until(self, happens: Callable[[], Any], *alive: Started) -> None:
        """Return once it happens; the processes named must go on living."""
        end = time.monotonic() + AT_MOST
        while not happens():
            for one in alive:
                assert one.process.poll() is None, f"It ended:\n{one.log.read_text()}"
            assert time.monotonic() < end, "\n".join(one.log.read_text() for one in self.started)
            time.sleep(0.1)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers; nothing while it is away."""
        try:
            if self.cluster is None:
                with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=30)) as connection:
                    return connection.execute(query).fetchall()
            with psycopg.connect(self.database.replace("postgres://", "postgresql://")) as connection:
                return connection.execute(query).fetchall()
        except (sqlite3.OperationalError, psycopg.OperationalError):
            return []

    def execute(self, statement: str) -> None:
        """Have PostgreSQL do something of which it answers nothing that matters."""
        assert self.cluster is not None
        with psycopg.connect(self.cluster.url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            connection.execute(statement)

    def report_is(self, state: str) -> bool:
        return self.rows(NEWEST) == [(state,)]

    def time_passes(self) -> None:
        """Let it be long ago that any worker was heard of: the dead ones are now known to be dead."""
        self.play("let_time_pass")

    def grow(self) -> bool:
        """Write a megabyte into a table of the test's own; False where the database does not take it."""
        try:
            with psycopg.connect(self.database.replace("postgres://", "postgresql://")) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS filler (words bytea)")
                connection.execute("INSERT INTO filler SELECT decode(repeat(md5(random()::text), 32768), 'hex')")
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        for one in self.started:
            one.kill()
        for player in self.players.values():
            player.kill()
            player.communicate()

    def _ask(self, what: str, environment: dict[str, str]) -> dict[str, Any]:
        """The answer of the one process that plays for this world, or of one of its own in another environment."""
        key = json.dumps(environment, sort_keys=True)
        if key not in self.players:
            self.players[key] = self.player(environment)
        player = self.players[key]
        assert player.stdin is not None
        assert player.stdout is not None
        player.stdin.write(f"{what}\n")
        player.stdin.flush()
        line = player.stdout.readline()
        assert line, self._errors()
        said: dict[str, Any] = json.loads(line)
        return said

    def player(self, environment: dict[str, str]) -> subprocess.Popen[str]:
        with open(self.folder / "player.log", "a", encoding="utf-8") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.playing"], cwd=ROOT, env=self.environment(environment),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip

    def _errors(self) -> str:
        return (self.folder / "player.log").read_text(encoding="utf-8")

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        about = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "TOWPATH_FAULTS": str(self.folder)}
        return os.environ | about | {"DATABASE_URL": self.database} | more
