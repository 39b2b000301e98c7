"""Files that people send are read by a job, not by the page: their bytes wait sealed in the database meanwhile.

The page waits a moment for the job and goes on as if it had read the file itself. Where the job takes longer,
StillReadingError ends the page's work, and `asking.reading` leads the person on when the file is read.
"""

import time
import zlib
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from towpath.accounts.models import FileReading, User
from towpath.accounts.sealing import NotOpenedError, seal_bytes, unseal_bytes
from towpath.documents.readers.apart import ReadingRequest, answer_of
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import now
from towpath.jobs.models import Job, JobState
from towpath.jobs.progress import NotWantedError, Progress
from towpath.jobs.services import ask, forget
from towpath.records.files_read import refuse_in_transaction

READ_FILE = "accounts.read_file"
LONGEST_WAIT = 2.0  # seconds that a page waits for all its files
LOOK_EVERY = 0.05  # seconds
KEPT_FOR = timedelta(minutes=40)  # and the job that clears them away comes every ten minutes
CLEARED_EVERY = timedelta(minutes=10)
MOST_KEPT = 10  # of one person; the oldest gives way
GONE = "The file is not kept any more: choose it again."
FAULT = (
    "The file could not be read because of a fault in Towpath, which is in its log: choose it again. If that does not "
    "help, tell whoever runs Towpath for you."
)
pause = time.sleep  # between two looks
_READ, _REFUSED = b"1", b"0"


class StillReadingError(Exception):
    """A file takes longer to read than a page waits. `reading` is its key."""

    def __init__(self, reading: int) -> None:
        super().__init__(f"File reading {reading} is under way.")
        self.reading = reading


class PageReader:
    """How the pages of one request have files read: it is what `documents.readers.apart.answered_by` takes."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.waited = 0.0
        self.used: set[int] = set()
        self.refused: set[int] = set()

    def __call__(self, request: ReadingRequest) -> bytes:
        """What the reader hands on. Raises UnreadableFile, StillReadingError, ReadInTransactionError."""
        refuse_in_transaction(request.file)
        reading = _kept(self.user, request, self.used)
        self.used.add(reading)
        try:
            return self._answer(reading)
        except UnreadableFile:
            self.refused.add(reading)
            raise

    def _answer(self, reading: int) -> bytes:
        began = time.monotonic()
        while is_under_way(reading):
            if self.waited + time.monotonic() - began >= LONGEST_WAIT:
                raise StillReadingError(reading)
            pause(LOOK_EVERY)
        self.waited += time.monotonic() - began
        return _opened(FileReading.objects.filter(pk=reading).first())

    def forget(self, *, is_saved: bool) -> None:
        """Once the page is over: what was refused is gone, and where the page saved, so is what it was made of."""
        forget_readings(self.used if is_saved else self.refused)


def _kept(user: User, request: ReadingRequest, used: Collection[int]) -> int:
    """The key of the reading, asked for where it was not before. The bytes are sealed before the transaction begins.

    Those that the same page has `used` give way to none, as it may have to begin again.
    """
    fingerprint = _fingerprint(request)
    mine = FileReading.objects.filter(user=user)
    recent = mine.filter(fingerprint=fingerprint, kept_at__gt=now() - KEPT_FOR).values_list("pk", flat=True)
    if (found := recent.first()) is not None:
        return found
    content = seal_bytes(zlib.compress(request.sent, 1))
    with transaction.atomic():
        mine.filter(fingerprint=fingerprint, kept_at__lte=now() - KEPT_FOR).delete()
        about = {"task": request.task.value, "seconds": request.seconds, "is_file": request.is_file}
        reading, is_new = FileReading.objects.get_or_create(
            user=user, fingerprint=fingerprint, defaults=about | {"content": content, "kept_at": now()}
        )
        if is_new:
            others = mine.exclude(pk__in=used).order_by("-kept_at", "-pk")
            forget_readings(others.values_list("pk", flat=True)[MOST_KEPT:])
            ask(READ_FILE, reading.pk)
    return reading.pk


def read(key: int, progress: Progress) -> None:
    """The job: have the file read in a process of its own, and keep what it holds in place of its bytes."""
    reading = FileReading.objects.filter(pk=key).first()
    if reading is None:
        raise NotWantedError
    progress.step(0, "Reading the file")
    answer = seal_bytes(zlib.compress(_answered(reading), 1))
    with progress.finishing():
        FileReading.objects.filter(pk=key).update(answer=answer, content=b"")


def is_under_way(key: int) -> bool:
    """Whether the job still has to read the file."""
    return Job.objects.under_way().filter(kind=READ_FILE, subject=key).exists()


def job_of(reading: FileReading) -> Job | None:
    return Job.objects.filter(kind=READ_FILE, subject=reading.pk).first()


def _answered(reading: FileReading) -> bytes:
    try:
        sent = zlib.decompress(unseal_bytes(reading.content))
        request = ReadingRequest(ReadingTask(reading.task), reading.seconds, sent, reading.is_file)
        return _READ + answer_of(request)
    except NotOpenedError:
        return _REFUSED + GONE.encode()
    except UnreadableFile as refusal:
        return _REFUSED + str(refusal).encode()


def _opened(reading: FileReading | None) -> bytes:
    """What the reader handed on. Raises UnreadableFile."""
    if reading is None:
        raise UnreadableFile(GONE)
    if not reading.answer:
        job = job_of(reading)
        raise UnreadableFile(FAULT if job and job.state == JobState.FAILED else GONE)
    try:
        answer = zlib.decompress(unseal_bytes(reading.answer))
    except NotOpenedError:
        raise UnreadableFile(GONE) from None
    if answer[:1] == _REFUSED:
        raise UnreadableFile(answer[1:].decode())
    return answer[1:]


def forget_readings(keys: Collection[int]) -> int:
    """These are gone, and their jobs with them: one that is under way ends at its next step. Returns how many."""
    if not (these := list(keys)):
        return 0
    with transaction.atomic():
        forget(READ_FILE, these)
        gone, _ = FileReading.objects.filter(pk__in=these).delete()
    return gone


def forget_old_readings() -> int:
    """Remove what was left: files that were refused, and those of pages that nobody went on with."""
    return forget_readings(FileReading.objects.filter(kept_at__lte=now() - KEPT_FOR).values_list("pk", flat=True))


def _fingerprint(request: ReadingRequest) -> str:
    """Keyed, as a file may be guessed from little text."""
    about = f"{request.task.value} {request.seconds} {request.is_file}\n"
    fingerprint = salted_hmac("towpath.accounts.file_readings", about, algorithm="sha256")
    fingerprint.update(request.sent)
    return fingerprint.hexdigest()
