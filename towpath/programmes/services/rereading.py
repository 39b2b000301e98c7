"""Deadlines of milestones read again. A person typed each here, so what is read otherwise is doubted, never changed."""

from collections.abc import Iterator

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.foundation.deadlines import Reread, read_again
from towpath.programmes.models import Milestone


def read_otherwise() -> Iterator[tuple[Milestone, Reread]]:
    """Every milestone whose deadline is read otherwise than it is kept."""
    for milestone in Milestone.objects.select_related("programme__partnership").order_by("programme_id", "pk"):
        if found := read_again(milestone.deadline, is_typed=True, day=today()):
            yield milestone, found


@transaction.atomic
def settle(*, milestone: Milestone, found: Reread) -> bool:
    """Put the doubt beside a milestone's deadline. False where it is there already, or the deadline changed meanwhile.

    It acts for Towpath itself, and changes no date: no policy is asked.
    """
    Milestone.objects.select_for_update().only("pk").get(pk=milestone.pk)
    held = Milestone.objects.select_related("programme__partnership").get(pk=milestone.pk)
    if held.deadline == found.doubted or held.deadline.text != found.before.text:
        return False
    held.deadline_kept = found.doubted.as_json()
    held.save(update_fields=["deadline_kept"])
    record(actor=None, event=Event.DEADLINE_REREAD, subject=held, is_sure=False)
    return True
