"""Files that strangers made are read in a process of their own, with little memory and time, and no network.

The libraries that read them believe what a file says of itself, and a small one can say that it holds billions of cells
or letters. However it does so, that ends the process that reads it and not the one that serves people.
"""

import io
import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from towpath.documents.readers import child, fork_server
from towpath.documents.readers.tasks import LIMITS, ReadingTask
from towpath.documents.table import DAMAGED, UnreadableFile
from towpath.foundation.registry import Registry

_REMEDY = "save only the part that is needed, then try again."
TOO_MUCH = f"The file takes too much memory to read: {_REMEDY}"
TOO_LONG = "The file takes longer than {seconds} seconds to read: " + _REMEDY

_FORKS = sys.platform == "linux"
_ROOT = Path(__file__).resolve().parents[3]
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)  # Windows has no such signal
# What Python needs to begin, and nothing that tells of databases and keys.
_KNOWN = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP")
_NOTHING_ASKED = b"{}\n"
_CLASSES = {
    "datetime": {"date", "datetime"},
    "towpath.documents.table": {"Cell", "Document", "Fill", "Note", "Place", "Row", "Table"},
    "towpath.documents.rows.sheets": {"SheetRows"},
    "towpath.documents.rows.reading": {"RowNote"},
    "towpath.documents.attendance.people": {"Attended", "Register", "RegisterRow", "TeamsAttendance"},
    "towpath.documents.practices.practice": {"Dialect", "PracticeFile", "PracticeRow", "PracticeStatus"},
    "towpath.documents.plan.columns": {"Guess", "Mapping", "PlanColumn"},
    "towpath.documents.plan.comparison": {"Comparison", "FieldDifference", "Pair", "PlanEntry"},
    "towpath.documents.plan.draft": {
        "ActionDraft", "DoubtAnswer", "AsAbove", "Doubt", "DraftFigure", "LeftOut", "PlanDraft", "RecommendationDraft",
        "Regrouped", "SameAs", "UpdateDraft",
    },
    "towpath.foundation.deadlines.deadline": {"Deadline", "Meaning", "Offset", "Precision", "Recurrence", "Unit"},
    "towpath.foundation.deadlines.bases": {"Base"},
    "towpath.foundation.deadlines.standing": {"Standing"},
    "towpath.foundation.ratings.scheme": {"Rating", "Scheme"},
}  # fmt: skip
# Each is called with any file before it is read, and raises where it may not be.
CHECKS: Registry[Hashable, Callable[[bytes], None]] = Registry("check before a file is read")


@dataclass(frozen=True)
class ReadingRequest:
    """What is to be read: by the reader of which task, in how many seconds of a processor, and what goes to it.

    `sent` is a line of JSON, what is asked beside the file, and then the file, or what other readers handed on.
    """

    task: ReadingTask
    seconds: int
    sent: bytes
    is_file: bool = True

    @property
    def file(self) -> bytes:
        """The file; nothing where it was read before."""
        return self.sent.partition(b"\n")[2] if self.is_file else b""


DoubtAnswer = Callable[[ReadingRequest], bytes]
_answered_by: ContextVar[DoubtAnswer | None] = ContextVar("readings_are_answered_by", default=None)


@contextmanager
def answered_by(answer: DoubtAnswer) -> Iterator[None]:
    """Inside, whoever asks for a reading is given what this answers: the same as `answer_of` of the request.

    For pages, which do not wait here until a process has read the file.
    """
    before = _answered_by.set(answer)
    try:
        yield
    finally:
        _answered_by.reset(before)


def read_apart(task: ReadingTask, content: bytes, *, seconds: int | None = None, **asked: Any) -> Any:
    """What the reader of this task makes of the file. Raises `UnreadableFile`, whatever ends the reading.

    `asked` goes to the reader as JSON; `seconds` of a processor's time are those of the task if none are given.
    """
    sent = json.dumps(asked).encode() + b"\n" + content
    return _answer(ReadingRequest(task, seconds or LIMITS[task].processor, sent))


def work_apart(task: ReadingTask, *given: Any) -> Any:
    """What the reader of this task makes of what other readers handed on. Raises `UnreadableFile`, as `read_apart`."""
    return _answer(ReadingRequest(task, LIMITS[task].processor, _NOTHING_ASKED + _pickled(given), is_file=False))


def missing_guards() -> list[str]:
    """What does not guard reading on this machine, a sentence each; asked of a process that reads."""
    asked = ReadingRequest(ReadingTask.GUARDS, LIMITS[ReadingTask.GUARDS].processor, _NOTHING_ASKED)
    missing: list[str] = _built(_told(asked))
    return missing


def answer_of(request: ReadingRequest) -> bytes:
    """What the process that reads hands on, which `_built` alone opens. Raises `UnreadableFile`."""
    for check in CHECKS:
        check(request.file)
    return _told(request)


def _answer(request: ReadingRequest) -> Any:
    return _built((_answered_by.get() or answer_of)(request))


def _pickled(given: tuple[Any, ...]) -> bytes:
    """The same bytes for equal values, however they came about: without notes of what was seen before."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(given)
    return written.getvalue()


def _told(request: ReadingRequest) -> bytes:
    try:
        code, told = _ended(request)
    except TimeoutError as error:
        raise _too_long(request.task) from error
    if code == child.REFUSED:
        raise UnreadableFile(told.decode())
    if code and code == _OUT_OF_TIME:
        raise _too_long(request.task)
    if code:
        raise UnreadableFile(DAMAGED if code == child.DAMAGED else TOO_MUCH)
    return told


def _ended(request: ReadingRequest) -> tuple[int, bytes]:
    """The exit code of the process that reads, and what it wrote. Raises TimeoutError at the end of the clock."""
    known = {name: os.environ[name] for name in _KNOWN if name in os.environ}
    if _FORKS:
        return fork_server.run(request.task, request.seconds, request.sent, known)
    return _ended_without_forks(request, known)


def _ended_without_forks(request: ReadingRequest, known: Mapping[str, str]) -> tuple[int, bytes]:
    command = [sys.executable, "-m", child.__name__, request.task.value, str(request.seconds)]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, nothing of the file in the command
            command, input=request.sent, capture_output=True, timeout=LIMITS[request.task].clock, cwd=_ROOT, env=known,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return ended.returncode, ended.stdout


def _built(told: bytes) -> Any:
    try:
        return _Unpickler(io.BytesIO(told)).load()
    except Exception as error:
        raise UnreadableFile(DAMAGED) from error


def _too_long(task: ReadingTask) -> UnreadableFile:
    return UnreadableFile(TOO_LONG.format(seconds=LIMITS[task].processor))


class _Unpickler(pickle.Unpickler):
    """Builds what a reader hands on, and can build nothing else: a file that took the reader over gets no further."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _CLASSES.get(module, ()):
            raise pickle.UnpicklingError(f"No reader hands on {module}.{name}.")
        return super().find_class(module, name)
