"""What became of an action's deadline: the one that held on a day, and whether a person or a document gave it."""

from datetime import date

from django.db.models import Exists, OuterRef

from towpath.foundation.deadlines import Deadline, read_deadline
from towpath.plans.models import Action, Plan, PlanDocument
from towpath.plans.models.actions import ActionQuerySet
from towpath.records import moved_deadlines
from towpath.records.history import Difference
from towpath.records.models import Change
from towpath.ui.words import as_day

FROM_DOCUMENT = "document"


def deadlines_on(plan: Plan, day: date) -> dict[int, Deadline]:
    """The deadlines that held at the end of a day, by the keys of a plan's actions that have another one since."""
    held = moved_deadlines.words_on(Action, plan.actions.order_by().values_list("pk", flat=True), day)
    return {key: read_deadline(words, day) for key, words in held.items()}


def brought_by(document: PlanDocument) -> Difference:
    """Beside a change of a deadline: that a document brought it, and which."""
    stands = f"As at {as_day(document.as_at)}" if document.as_at else "Its date is not known"
    return Difference(FROM_DOCUMENT, "Taken from a newer document", "", stands, None, document.pk)


def typed_here(actions: ActionQuerySet) -> set[int]:
    """The keys of actions whose deadline as it stands a person typed here, and no document brought since."""
    brought = Change.objects.filter(
        subject_kind=OuterRef("subject_kind"), subject_key=OuterRef("subject_key"), version=OuterRef("version"),
        field=FROM_DOCUMENT,
    )  # fmt: skip
    moves = moved_deadlines.changes_of(Action, actions.order_by().values_list("pk", flat=True)).annotate(
        is_brought=Exists(brought)
    )
    last = {change.subject_key: change for change in moves.order_by("pk")}
    return {key for key, change in last.items() if not change.is_brought}
