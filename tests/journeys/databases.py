"""A database for the journeys alone: a file, or one made on the server that DATABASE_URL names and removed after."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    named = os.environ.get("DATABASE_URL", "")
    if not named.startswith("postgres"):
        yield f"sqlite:///{folder}/journeys.sqlite3"
        return
    name = f"journeys_{secrets.token_hex(6)}"
    execute(named, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    execute(named, "CREATE DATABASE {}", name)
    yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
    execute(named, "DROP DATABASE {} WITH (FORCE)", name)


def execute(url: str, statement: str, name: str) -> None:
    """Run a statement about a database of this name, from the server's own database."""
    server = urlunsplit(urlsplit(url)._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
