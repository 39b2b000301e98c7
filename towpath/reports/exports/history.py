"""The second sheet of the Excel file: every account ever given, with the rating before and after."""

from collections.abc import Sequence

from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.plans.models import Plan, ProgressUpdate
from towpath.reports.exports.fields import AT_ONCE, local

COLUMNS = (
    Column("Action", 8),
    Column("Action text", 50),
    Column("Date it speaks of", 16),
    Column("Date as written", 16),
    Column("Entered", 18),
    Column("Rating before", 14),
    Column("Rating", 14),
    Column("Suggested by rule", 14),
    Column("Account", 80),
    Column("Came with the document", 14),
)


def history_sheet(plan: Plan) -> Sheet:
    """A row for each account of the plan's actions, in the order of the actions."""
    updates = ProgressUpdate.objects.filter(action__plan=plan, action__is_gone=False)
    ordered = updates.select_related("action").order_by("action__position", "recorded_at", "pk")
    rows = (_row(plan, update) for update in ordered.iterator(chunk_size=AT_ONCE))
    return Sheet("History", COLUMNS, rows, updates.count())


def _row(plan: Plan, update: ProgressUpdate) -> Sequence[Value]:
    label = {rating: plan.scheme.rating(rating).label for rating in _ratings(update)}
    return [
        update.action.position,
        update.action.text,
        update.as_of,
        update.as_of_words,
        local(update.recorded_at),
        label[update.rating_before],
        label[update.rating],
        label[update.suggested],
        update.account,
        "Yes" if update.is_read_in else "No",
    ]


def _ratings(update: ProgressUpdate) -> set[str]:
    return {update.rating_before, update.rating, update.suggested}
