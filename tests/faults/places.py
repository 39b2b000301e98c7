"""Empty places for a restore, and the commands that make and take backups, run as processes of their own."""

import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.faults.world import AT_MOST, ROOT, World


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it said."""

    code: int
    said: str


def run(world: World, *command: str, before: Sequence[str] = (), **environment: str) -> Answer:
    """Run `towpath …` in this installation to its end, by another program where one is named before it."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "towpath", *command], cwd=ROOT, env=world.environment(environment), text=True,
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=AT_MOST,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout)


def empty_place(beside: World, folder: Path) -> World:
    """Another installation of the same kind, with an empty database and no file; its `world` must close it."""
    folder.mkdir()
    if beside.cluster is None:
        return World(folder, f"sqlite:///{folder}/world.sqlite3", None)
    name = f"place_{secrets.token_hex(4)}"
    with psycopg.connect(beside.cluster.url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return World(folder, f"{beside.cluster.url.rpartition('/')[0]}/{name}", beside.cluster)


def files_of(world: World) -> dict[str, bytes]:
    """The kept files of an installation by their paths."""
    media = world.folder / "evidence"
    return {path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()}
