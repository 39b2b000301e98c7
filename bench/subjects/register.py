"""The national file of practices: read and loaded whole for the first time, then again as it changes."""

from collections.abc import Callable, Iterator

from django.core.management import call_command

from bench.finding import Bar, Finding
from bench.timing import Timing, lap
from towpath.documents.practices import Dialect, read_practice_file
from towpath.documents.practices.tests.making import ROWS, practice, practice_file, written
from towpath.practices.services.register import load_register

SUBJECT = f"The national file of {ROWS:,} practices"
BAR = Bar(3_000, "median")


def findings() -> Iterator[Finding]:
    """One run of each, as each changes what the next one meets."""
    call_command("migrate", verbosity=0)
    for what, content in _files():
        yield Finding(SUBJECT, what, Timing.of([lap(_loading(what, content))]), BAR)


def _files() -> Iterator[tuple[str, bytes]]:
    yield "first load", practice_file()
    yield "the same file again", practice_file()
    yield "refresh: nothing new, in the old dialect", practice_file(dialect=Dialect.OLD, encoding="latin-1")
    yield "refresh: every practice renamed and moved", _all_changed()


def _all_changed() -> bytes:
    rows = [practice(number, c2=f"LOCK HOUSE {number} (INVENTED)", c15="99Z0") for number in range(1, ROWS + 1)]
    return written(rows)


def _loading(name: str, content: bytes) -> Callable[[], object]:
    """Reading is part of it: whoever sends a file waits for both."""

    def load() -> None:
        load_register(actor=None, file=read_practice_file(content, name), name=name)

    return load
