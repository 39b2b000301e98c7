"""Lets a process die at a chosen call, and a disk be full for it, without a line of the product knowing."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.apps import AppConfig
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils.module_loading import import_string


class FaultsConfig(AppConfig):
    """TOWPATH_DIE_AT names a function, such as `towpath.papers.services.building._keep`, and after which call.

    TOWPATH_BREAK_AT names one in the same way, at which the database ends the connection, once, as a restart does.
    TOWPATH_LARGEST_FILE is how many bytes a kept file may have, as on a disk that is full.
    """

    name = "tests.faults"

    def ready(self) -> None:
        connection_created.connect(_fill_disk)
        if named := os.environ.get("TOWPATH_DIE_AT"):
            path, _, count = named.partition("#")
            _at(path, int(count or 1), lambda: os.kill(os.getpid(), signal.SIGKILL))
        if named := os.environ.get("TOWPATH_BREAK_AT"):
            path, _, count = named.partition("#")
            _at(path, int(count or 1), _break_connection)
        if largest := os.environ.get("TOWPATH_LARGEST_FILE"):
            _limit_files(int(largest))


def _at(path: str, count: int, happens: Callable[[], None]) -> None:
    """After that many calls of the function, its work done and nothing committed, it happens."""
    module, _, name = path.rpartition(".")
    really, calls = import_string(path), []

    def faulty(*args: Any, **kwargs: Any) -> Any:
        answer = really(*args, **kwargs)
        calls.append(name)
        if len(calls) == count:
            happens()
        return answer

    setattr(__import__(module, fromlist=[name]), name, faulty)


def _break_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()
    with psycopg.connect(os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [ours])


def full_disk() -> Path:
    """While this file is there, SQLite may not grow beyond the pages it names."""
    return Path(settings.FOLDER) / "full"


def _fill_disk(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite" and full_disk().exists():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {int(full_disk().read_text())}")


def _limit_files(largest: int) -> None:
    """Let the system refuse to write a kept file beyond that size; the database's files may grow."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    really = FileSystemStorage._save

    def limited(self: FileSystemStorage, name: str, content: Any) -> str:
        _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
        try:
            return really(self, name, content)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    FileSystemStorage._save = limited  # type: ignore[method-assign]
