"""Jobs that tests put in the queue. Each notes what it did in DONE."""

from django.db import OperationalError
from django_tasks import task

DONE: list[str] = []
FAULTS: list[BaseException] = []


class PanicError(BaseException):
    """What a library written in Rust raises where it panics: no Exception (pyo3's PanicException)."""


@task()
def note(what: str) -> None:
    """Done, unless a fault waits."""
    if FAULTS:
        raise FAULTS.pop(0)
    DONE.append(what)


@task(queue_name="mail")
def note_mail(what: str) -> None:
    DONE.append(what)


@task()
def every_hour() -> None:
    DONE.append("every hour")


def away() -> OperationalError:
    return OperationalError("the connection is closed")
