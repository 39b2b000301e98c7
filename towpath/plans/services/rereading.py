"""Deadlines of actions read again: the sure ones are put right, with an entry in their history, the others doubted."""

from collections.abc import Iterator

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.deadlines import READ_AGAIN, Reread, in_words
from towpath.plans.models import Action
from towpath.plans.services.deadlines import typed_here
from towpath.records import rereading
from towpath.records.history import Difference, save_with_history
from towpath.records.models import Act
from towpath.records.reckoning import set_deadline

LABEL = "What the deadline means"
OF_PLANS = Action.objects.select_related("plan__partnership")


def read_otherwise() -> Iterator[tuple[Action, Reread]]:
    """Every action whose deadline is read otherwise than it is kept, in the order of the plans."""
    typed = typed_here(Action.objects.all())
    actions = OF_PLANS.order_by("plan_id", "position", "pk").iterator(chunk_size=500)
    return rereading.read_otherwise(actions, is_typed=lambda action: action.pk in typed)


@transaction.atomic
def settle(*, action: Action, found: Reread) -> bool:
    """Put a sure one right; put a doubt beside the others. False where it is settled already, or changed meanwhile.

    It acts for Towpath itself, on words that were agreed: no policy is asked.
    """
    held = rereading.hold_to_settle(OF_PLANS, action.pk, found)
    if held is None:
        return False
    set_deadline(held, found.settled)
    meaning = [Difference("deadline_meaning", LABEL, in_words(found.before), in_words(found.after))]
    act = Act.CORRECTED if found.is_sure else Act.AMENDED
    save_with_history(held, actor=None, reason=READ_AGAIN, act=act, beside=meaning if found.is_sure else ())
    record(actor=None, event=Event.DEADLINE_REREAD, subject=held, is_sure=found.is_sure)
    return True
