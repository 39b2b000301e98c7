"""What became of an action's deadline: earlier ones with who moved them and why, and the one that held on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from towpath.foundation.clock import midnight
from towpath.foundation.deadlines import Deadline, read_deadline
from towpath.plans.models import Action, Plan
from towpath.plans.models.actions import ActionQuerySet
from towpath.records.models import Change

# How the reason begins where a document and not a person here changed an action.
FROM_DOCUMENT = "A newer document was taken in"


@dataclass(frozen=True)
class Move:
    """A deadline that was replaced: its words, and who replaced it, when and why."""

    words: str
    moved_at: datetime
    moved_by: str
    reason: str


def moves_of(action: Action) -> tuple[Move, ...]:
    """Earlier deadlines of an action, the newest first."""
    changes = _moves(Action.objects.filter(pk=action.pk)).exclude(before="").select_related("made_by")
    return tuple(
        Move(one.before, one.made_at, str(one.made_by) if one.made_by else "Towpath", one.reason)
        for one in changes.order_by("-pk")
    )


def deadlines_on(plan: Plan, day: date) -> dict[int, Deadline]:
    """The deadlines that held at the end of a day, by the keys of a plan's actions that have another one since."""
    later = _moves(plan.actions.all()).filter(made_at__gte=midnight(day + timedelta(days=1)))
    first: dict[int, str] = {}
    for change in later.order_by("pk"):
        first.setdefault(change.subject_key, change.before)
    return {key: read_deadline(words, day) for key, words in first.items()}


def typed_here(actions: ActionQuerySet) -> set[int]:
    """The keys of actions whose deadline as it stands a person typed here, and no document brought since."""
    last = {change.subject_key: change for change in _moves(actions).order_by("pk")}
    return {key for key, change in last.items() if not change.reason.startswith(FROM_DOCUMENT)}


def _moves(actions: ActionQuerySet) -> Any:
    """Changes of the words; a reading of the same words that was corrected is no move."""
    keys = actions.order_by().values("pk")
    return Change.objects.filter(subject_kind=Action._meta.label_lower, field="deadline_words", subject_key__in=keys)
