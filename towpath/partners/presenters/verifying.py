"""What the daily round found, for those who may see the audit record."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from towpath.audit.models import Head, Verification
from towpath.foundation.clock import now
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_moment, as_number, count_of

TOO_LONG = timedelta(days=2)
NOTED = "The head of that moment is noted outside the database."
NOT_NOTED = "It is noted nowhere outside the database: whoever runs Towpath can have it noted every day."


@dataclass(frozen=True)
class RecordState:
    """Where the record stands now, when it was proved last, and every fault that was found then."""

    head: str
    proved: str
    faults: tuple[str, ...] = ()


def present_record() -> RecordState:
    head, newest = Head.objects.first() or Head(), _newest()
    stands = f"{count_of(head.count, 'entry', 'entries')}; head {head.hash}."
    if newest is None:
        return RecordState(stands, "It was not proved yet: the daily round does so.")
    when, entries = as_moment(newest.made_at), as_number(newest.entries)
    found = "not everything that is kept is as it should be" if newest.faults else "everything that is kept holds"
    noted = NOTED if newest.is_noted_outside else NOT_NOTED
    return RecordState(stands, f"Proved up to entry {entries} on {when}: {found}. {noted}", _faults(newest))


def faults_to_look_at() -> list[PartEntry]:
    """One line for the first page where something does not hold, or where nothing was proved for long."""
    newest = _newest()
    if newest is None or not _faults(newest):
        return []
    note = f"{count_of(len(_faults(newest)), 'fault')}, {as_moment(newest.made_at)}"
    return [PartEntry("What is kept is not as Towpath left it", reverse("audit"), note)]


def _newest() -> Verification | None:
    return Verification.objects.order_by("-made_at").first()


def _faults(newest: Verification) -> tuple[str, ...]:
    is_old = newest.made_at < now() - TOO_LONG
    return (*newest.faults, *(("Nothing was proved since then: no worker runs the daily round.",) if is_old else ()))
