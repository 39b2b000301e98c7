"""When a file from outside may be read: never while a transaction is open, as others who save would wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from towpath.records import history

_are_our_own: ContextVar[bool] = ContextVar("files_are_our_own", default=False)


class ReadInTransactionError(Exception):
    """A file was to be read inside a transaction: read it before, and open the transaction for what is kept of it."""


@contextmanager
def files_of_our_own() -> Iterator[None]:
    """Inside, files are read in a transaction too: the demonstration's, which is loaded whole before it serves."""
    before = _are_our_own.set(True)
    try:
        yield
    finally:
        _are_our_own.reset(before)


def refuse_in_transaction(content: bytes) -> None:
    """Raise ReadInTransactionError where a transaction is open; called before any file is read."""
    if history.is_in_transaction() and not _are_our_own.get():
        raise ReadInTransactionError("Reading a file may take half a minute: read it before the transaction begins.")
