"""What fails outside Towpath: its database, its disk, its folders. Known by the codes that drivers and systems give.

Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, https://www.sqlite.org/rescode.html, errno(3).
"""

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import psycopg
from django.conf import settings


class OutsideFault(Enum):
    """What fails: what happened, what whoever asked for a page can do, and what whoever runs Towpath can."""

    AWAY = (
        "Towpath cannot reach its database just now.",
        "Wait a minute and try again. If it goes on, tell whoever runs Towpath.",
        "See that the database runs and that DATABASE_URL leads to it.",
    )
    BUSY = (
        "The database was busy with something else for too long.",
        "Wait a minute and try again. If it goes on, tell whoever runs Towpath.",
        "Try again. If it goes on, see what holds the database: a backup, or another program that has it open.",
    )
    FULL = (
        "The disk takes nothing more, so nothing can be saved.",
        "Tell whoever runs Towpath that there is no room left. Until there is, much can still be read.",
        "Make room on the disk of the database and of the kept files. Nothing has to be started again.",
    )
    READ_ONLY = (
        "The database can be read and not be written to, so nothing can be saved.",
        "Tell whoever runs Towpath. Until then, much can still be read.",
        "Let the user who runs Towpath write to the database and its folder, or name another one in DATABASE_URL.",
    )
    DAMAGED = (
        "The database is damaged.",
        "Stop entering anything, and tell whoever runs Towpath at once.",
        "Stop Towpath, keep the database as it is for whoever can look at it, and restore the latest backup.",
    )
    UNPREPARED = (
        "The database is not set up for this version of Towpath.",
        "Tell whoever runs Towpath.",
        "If there was a database before, see that DATABASE_URL leads to it and that its file is there; "
        "otherwise run `towpath migrate`.",
    )
    FOLDER = (
        "The folder in which Towpath keeps files is missing or closed to it.",
        "Tell whoever runs Towpath.",
        "Bring the folder of the kept files back, or mount it, and give it to the user who runs Towpath.",
    )

    def __init__(self, sentence: str, remedy: str, for_operators: str) -> None:
        self.sentence, self.remedy, self.for_operators = sentence, remedy, for_operators

    @property
    def lets_read(self) -> bool:
        """Whether the fault is only about writing."""
        return self in {OutsideFault.FULL, OutsideFault.READ_ONLY}

    @property
    def may_be_asked_again(self) -> bool:
        """Whether it passes, or is mended with everything as it was."""
        return self is not OutsideFault.DAMAGED


_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: OutsideFault.BUSY,
    sqlite3.SQLITE_LOCKED: OutsideFault.BUSY,
    sqlite3.SQLITE_FULL: OutsideFault.FULL,
    sqlite3.SQLITE_READONLY: OutsideFault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: OutsideFault.AWAY,
    sqlite3.SQLITE_CORRUPT: OutsideFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: OutsideFault.DAMAGED,
    sqlite3.SQLITE_IOERR: OutsideFault.FULL,  # but where it is about reading
}
_READING_FAILED = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}
# By the whole code, or by the two characters of its class.
_OF_POSTGRESQL = {
    "08": OutsideFault.AWAY,
    "57P": OutsideFault.AWAY,
    "28": OutsideFault.AWAY,
    "3D": OutsideFault.AWAY,
    "53300": OutsideFault.BUSY,
    "53200": OutsideFault.BUSY,
    "55P03": OutsideFault.BUSY,
    "57014": OutsideFault.BUSY,
    "40": OutsideFault.BUSY,
    "53100": OutsideFault.FULL,
    "25006": OutsideFault.READ_ONLY,
    "58030": OutsideFault.DAMAGED,
    "XX001": OutsideFault.DAMAGED,
    "XX002": OutsideFault.DAMAGED,
    "42P01": OutsideFault.UNPREPARED,
    "42703": OutsideFault.UNPREPARED,
}
_OF_SYSTEM = {
    errno.ENOSPC: OutsideFault.FULL,
    errno.EDQUOT: OutsideFault.FULL,
    errno.EFBIG: OutsideFault.FULL,
}
_OF_FOLDER = {errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ESTALE}


def outside_fault(error: BaseException | None) -> OutsideFault | None:
    """What failed outside, where an error or what it followed from says so; None where something of ours is broken."""
    return next((fault for one in _chain(error) if (fault := _fault_of(one))), None)


def in_short(error: BaseException) -> str:
    """What the driver or the system said, on one line: its first, as those that follow may hold what people wrote."""
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {words[0]}" if words else type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _fault_of(error: BaseException) -> OutsideFault | None:
    if isinstance(error, sqlite3.Error):
        return _fault_of_sqlite(error)
    if isinstance(error, psycopg.Error):
        return _fault_of_postgresql(error)
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0) or _fault_of_folder(error)
    return None


def _fault_of_sqlite(error: sqlite3.Error) -> OutsideFault | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _READING_FAILED:
        return OutsideFault.DAMAGED
    if code == sqlite3.SQLITE_ERROR and str(error).startswith(("no such table", "no such column")):
        return OutsideFault.UNPREPARED
    return _OF_SQLITE.get(code & 0xFF)  # the primary code: what stands above it says more of the same


def _fault_of_postgresql(error: psycopg.Error) -> OutsideFault | None:
    """A connection that was never made, or is gone, has no code."""
    if error.sqlstate is None:
        return OutsideFault.AWAY if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else None
    named = (error.sqlstate[:length] for length in (5, 3, 2))
    return next((_OF_POSTGRESQL[one] for one in named if one in _OF_POSTGRESQL), None)


def _fault_of_folder(error: OSError) -> OutsideFault | None:
    named = str(error.filename or "")
    is_kept = named and Path(named).is_relative_to(settings.MEDIA_ROOT)
    return OutsideFault.FOLDER if error.errno in _OF_FOLDER and is_kept else None
