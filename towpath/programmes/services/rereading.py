"""Deadlines of milestones read again. A person typed each here, so what is read otherwise is doubted, never changed."""

from collections.abc import Iterator

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.deadlines import Reread
from towpath.programmes.models import Milestone
from towpath.records import rereading

OF_PROGRAMMES = Milestone.objects.select_related("programme__partnership")


def read_otherwise() -> Iterator[tuple[Milestone, Reread]]:
    """Every milestone whose deadline is read otherwise than it is kept."""
    return rereading.read_otherwise(OF_PROGRAMMES.order_by("programme_id", "pk"), is_typed=lambda milestone: True)


@transaction.atomic
def settle(*, milestone: Milestone, found: Reread) -> bool:
    """Put the doubt beside a milestone's deadline. False where it is there already, or the deadline changed meanwhile.

    It acts for Towpath itself, and changes no date: no policy is asked.
    """
    held = rereading.hold_to_settle(OF_PROGRAMMES, milestone.pk, found)
    if held is None:
        return False
    held.deadline_kept = found.doubted.as_json()
    held.save(update_fields=["deadline_kept"])
    record(actor=None, event=Event.DEADLINE_REREAD, subject=held, is_sure=False)
    return True
