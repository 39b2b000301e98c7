"""Databases of tests' own, for processes and threads to meet in: a file, or one made on the server of DATABASE_URL.

Most are copies of one that was migrated once by the process that runs the tests; all are removed after.
"""

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def fresh_database(folder: Path, *, has_tables: bool = True) -> Iterator[str]:
    """The address of a database with every table and no row; or without any table."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        if has_tables:
            shutil.copy(migrated_file(), folder / "journeys.sqlite3")
        yield f"sqlite:///{folder}/journeys.sqlite3"
        return
    name = f"journeys_{secrets.token_hex(6)}"
    execute(server, "CREATE DATABASE {} TEMPLATE {}", name, migrated_database(server) if has_tables else "template1")
    yield at(server, name)
    execute(server, "DROP DATABASE {} WITH (FORCE)", name)


@cache
def migrated_file() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrate(f"sqlite:///{folder}/migrated.sqlite3")
    return folder / "migrated.sqlite3"


@cache
def migrated_database(server: str) -> str:
    name = f"migrated_{secrets.token_hex(6)}"
    execute(server, "CREATE DATABASE {}", name)
    atexit.register(execute, server, "DROP DATABASE {} WITH (FORCE)", name)
    migrate(at(server, name))
    return name


def migrate(address: str) -> None:
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
    command = [sys.executable, "-m", "towpath", "migrate", "--verbosity=0"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def at(server: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def execute(server: str, statement: str, *names: str) -> None:
    """Run a statement about databases of these names, from the server's own database."""
    address = urlunsplit(urlsplit(server)._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
