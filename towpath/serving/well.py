"""Whether all is well, for whoever runs Towpath: a sentence for each thing that has to go on by itself.

It asks and changes nothing. Sentences name kinds, numbers and times, and no person.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, connection
from django.db.models import Max, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from towpath.accounts.models import OutgoingMail
from towpath.accounts.outgoing import MAIL
from towpath.audit.models import Entry, Verification
from towpath.foundation.clock import now
from towpath.jobs.models import Job, JobState, Worker
from towpath.serving.databases import file_of
from towpath.ui.outside import in_short, outside_fault
from towpath.ui.words import as_moment, count_of

LONGEST_WAIT = timedelta(minutes=10)  # of a job that waits
ROUND_WITHIN = timedelta(hours=26)  # the daily round, an hour or two late
BACKUP_WITHIN = timedelta(days=2)
LEAST_FREE = 1_000_000_000  # bytes
BACKED_UP = "backed_up"  # the event of the audit record


@dataclass(frozen=True)
class Wellness:
    """What was found of one thing."""

    name: str
    is_well: bool
    sentence: str


def wellness() -> list[Wellness]:
    """Everything, the database first: where it does not answer, what only it knows is left out."""
    found = [_of_database()]
    asked = (*OF_DATABASE, *OF_MACHINE) if found[0].is_well else OF_MACHINE
    return [*found, *(one for ask in asked for one in ask())]


def _of_database() -> Wellness:
    try:
        Worker.objects.exists()
    except DatabaseError as error:
        fault = outside_fault(error)
        why = f"{fault.sentence} {fault.for_operators}" if fault else "It does not answer as it should."
        return Wellness("Database", False, f"{why} ({in_short(error)})")
    return Wellness("Database", True, f"It answers and holds {_size(_bytes_held())}.")


def _bytes_held() -> int:
    if file := file_of(connection):
        return sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))
    if connection.vendor == "sqlite":  # in memory
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _of_worker() -> Iterator[Wellness]:
    alive = Worker.objects.alive().count()
    last = Worker.objects.aggregate(last=Max("beat_at"))["last"]
    heard = f"last heard of on {as_moment(last)}" if last else "none was ever heard of"
    sentence = f"{count_of(alive, 'worker')} {'does' if alive == 1 else 'do'} jobs" if alive else "No worker does jobs"
    yield Wellness("Worker", bool(alive), f"{sentence}, {heard}.")


def _of_queue() -> Iterator[Wellness]:
    """The oldest job that could be begun, and what failed since somebody looked."""
    since = Q(run_after=get_date_max()) | Q(run_after=None)
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    asked_at = waiting.filter(since).aggregate(first=Min("enqueued_at"))["first"]
    due_at = waiting.exclude(since).filter(run_after__lte=timezone.now()).aggregate(first=Min("run_after"))["first"]
    oldest = min(filter(None, (asked_at, due_at)), default=None)
    waited = timezone.now() - oldest if oldest else timedelta()
    sentence = f"The oldest job has waited for {_duration(waited)}." if oldest else "No job waits."
    yield Wellness("Jobs that wait", waited <= LONGEST_WAIT, sentence)
    failed = Job.objects.failed().count()
    told = f"{count_of(failed, 'job')} failed: see “Jobs that failed”." if failed else "None."
    yield Wellness("Jobs that failed", not failed, told)


def _of_round() -> Iterator[Wellness]:
    last = Verification.objects.order_by("-made_at").first()
    if last is None:
        yield Wellness("Daily round", False, "It was never done: a worker does it within an hour of its start.")
        return
    found = f"{count_of(len(last.faults), 'fault')}: see `towpath verify`" if last.faults else "no fault"
    noted = "noted outside the database" if last.is_noted_outside else "not noted outside: set TOWPATH_NOTED_HEADS"
    yield Wellness("Daily round", _is_recent(last.made_at, ROUND_WITHIN), f"Last done on {as_moment(last.made_at)}.")
    yield Wellness("Verifying", not last.faults, f"It found {found}.")
    yield Wellness("Head of the audit record", last.is_noted_outside, f"It is {noted}.")


def _of_backup() -> Iterator[Wellness]:
    last = Entry.objects.filter(event=BACKED_UP).aggregate(last=Max("at"))["last"]
    sentence = f"Last made on {as_moment(last)}." if last else "None was ever made: see `towpath backup`."
    yield Wellness("Backup", bool(last) and _is_recent(last, BACKUP_WITHIN), sentence)


def _of_mail() -> Iterator[Wellness]:
    waiting = OutgoingMail.objects.aggregate(first=Min("kept_at"))["first"]
    sent = Job.objects.filter(kind=MAIL, state=JobState.DONE).aggregate(last=Max("ended_at"))["last"]
    last = f"Last sent on {as_moment(sent)}" if sent else "None was sent in the last days"
    rest = f"; the oldest that waits has waited since {as_moment(waiting)}." if waiting else "."
    yield Wellness("Mail", waiting is None or _is_recent(waiting, LONGEST_WAIT), last + rest)


def _of_mail_server() -> Iterator[Wellness]:
    server = get_connection(settings.TOWPATH_MAIL_BACKEND)
    if not isinstance(server, EmailBackend):
        yield Wellness("Mail server", True, "None is set: mail is written down here and sent to nobody.")
        return
    named = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT},"
    try:
        server.open()
        server.close()
    except OSError as error:  # smtplib's own are of this kind too
        yield Wellness("Mail server", False, f"{named} does not answer ({type(error).__name__}): see EMAIL_….")
    else:
        yield Wellness("Mail server", True, f"{named} answers.")


def _of_disk() -> Iterator[Wellness]:
    for what, folder in _folders():
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            yield Wellness(f"Disk of {what}", False, f"{folder} is missing or closed to this user.")
        else:
            yield Wellness(f"Disk of {what}", free >= LEAST_FREE, f"{_size(free)} free at {folder}.")


def _folders() -> Iterator[tuple[str, Path]]:
    """What is written to. A folder that nothing was put in yet may be still to be made."""
    if file := file_of(connection):
        yield "the database", file.parent
    yield "kept files", Path(settings.MEDIA_ROOT)
    if settings.TOWPATH_NOTED_HEADS:
        yield "noted heads", Path(settings.TOWPATH_NOTED_HEADS)


def _is_recent(moment: datetime, within: timedelta) -> bool:
    return now() - moment <= within


def _duration(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    return count_of(minutes // 60, "hour") if minutes >= 120 else count_of(minutes, "minute")


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.1f} MB"


Ask = Callable[[], Iterator[Wellness]]
OF_DATABASE: tuple[Ask, ...] = (_of_worker, _of_queue, _of_round, _of_backup, _of_mail)
OF_MACHINE: tuple[Ask, ...] = (_of_mail_server, _of_disk)
