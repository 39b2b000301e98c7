"""Lets a process die at a chosen call, and a disk be full for it, without a line of the product knowing."""

import os
import resource
import signal
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.backends.signals import connection_created
from django.utils.module_loading import import_string


class FaultsConfig(AppConfig):
    """TOWPATH_DIE_AT names a function, such as `towpath.papers.services.building._keep`, and after which call.

    TOWPATH_LARGEST_FILE is how many bytes a kept file may have, as on a disk that is full.
    """

    name = "tests.faults"

    def ready(self) -> None:
        connection_created.connect(_fill_disk)
        if named := os.environ.get("TOWPATH_DIE_AT"):
            path, _, count = named.partition("#")
            _die_at(path, int(count or 1))
        if largest := os.environ.get("TOWPATH_LARGEST_FILE"):
            _limit_files(int(largest))


def _die_at(path: str, count: int) -> None:
    """After that many calls of the function, its work done and nothing committed, the process is killed."""
    module, _, name = path.rpartition(".")
    really, calls = import_string(path), []

    def deadly(*args: Any, **kwargs: Any) -> Any:
        answer = really(*args, **kwargs)
        calls.append(name)
        if len(calls) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(__import__(module, fromlist=[name]), name, deadly)


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
