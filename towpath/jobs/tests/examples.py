"""Jobs that tests ask for. Each notes the key of what it was for in DONE."""

from django.db import OperationalError

from towpath.jobs.kinds import KINDS, JobKind, regular
from towpath.jobs.models import Job
from towpath.jobs.progress import Progress
from towpath.jobs.services import ask

DONE: list[int] = []
FAULTS: list[BaseException] = []
NOTE, NOTE_MAIL = "tests.note", "tests.note_mail"


class PanicError(BaseException):
    """What a library written in Rust raises where it panics: no Exception (pyo3's PanicException)."""


def _note(subject: int, progress: Progress) -> None:
    """Done, unless a fault waits."""
    if FAULTS:
        raise FAULTS.pop(0)
    DONE.append(subject)


KINDS.add(JobKind(NOTE, "Note", _note, steps=2))
KINDS.add(JobKind(NOTE_MAIL, "Note by mail", _note, queue="mail", is_passing=True))
every_hour = regular("tests.every_hour", lambda: DONE.append(0))
KINDS.add(every_hour)


def note(subject: int) -> Job:
    return ask(NOTE, subject)


def note_mail(subject: int) -> Job:
    return ask(NOTE_MAIL, subject)


def away() -> OperationalError:
    return OperationalError("the connection is closed")
