"""All migrations on an empty database, as a new installation meets them, and again when nothing is left to do."""

from collections.abc import Iterator

from django.core.management import call_command

from bench.finding import Bar, Finding
from bench.timing import Timing, lap

SUBJECT = "All migrations on an empty database"
BAR = Bar(10_000, "median")


def findings() -> Iterator[Finding]:
    """One run of each: what is asked for is the first time, and there is only one."""
    first = lap(lambda: call_command("migrate", verbosity=0))
    again = lap(lambda: call_command("migrate", verbosity=0))
    yield Finding(SUBJECT, "empty database", Timing.of([first]), BAR)
    yield Finding(SUBJECT, "nothing left to do", Timing.of([again]))
