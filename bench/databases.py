"""Databases of the benchmarks' own: made empty, handed over by their address, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.parse import SplitResult, urlsplit

import psycopg
from psycopg import sql

from bench.finding import POSTGRESQL, SQLITE
from bench.fresh import ROOT

HOME = ROOT / "var" / "bench"


def kinds() -> tuple[str, ...]:
    """SQLite always; PostgreSQL as well where DATABASE_URL names one."""
    return (SQLITE, POSTGRESQL) if _server().scheme.startswith("postgres") else (SQLITE,)


@contextmanager
def empty(kind: str, called: str = "bench") -> Iterator[str]:
    """The address of an empty database of that kind; `called` tells apart those that are there at once."""
    with _empty_file() if kind == SQLITE else _empty_on_server(called) as address:
        yield address


@contextmanager
def _empty_file() -> Iterator[str]:
    """Under var/, on the disk where real ones are: a folder in memory would make every save look quick."""
    HOME.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=HOME) as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextmanager
def _empty_on_server(called: str) -> Iterator[str]:
    """Beside the database that DATABASE_URL names, which itself is left alone."""
    name = f"towpath_{called}_{os.getpid()}"
    _tell_server(sql.SQL("CREATE DATABASE {}"), name)
    try:
        yield _server()._replace(path=f"/{name}").geturl()
    finally:
        _tell_server(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)


def _tell_server(command: sql.SQL, name: str) -> None:
    with psycopg.connect(_server().geturl(), autocommit=True) as connection:
        connection.execute(command.format(sql.Identifier(name)))


def _server() -> SplitResult:
    return urlsplit(os.environ.get("DATABASE_URL", ""))
