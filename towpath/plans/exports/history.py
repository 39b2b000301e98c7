"""The second sheet of the Excel file: every account ever given, with the rating before and after."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.ratings import Scheme
from towpath.plans.exports.fields import AT_ONCE, local
from towpath.plans.models import Plan, ProgressUpdate
from towpath.plans.services.rating import history_of

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
    Column("Rating true of", 14),
    Column("Document stands as at", 14),
)


def history_sheet(plan: Plan) -> Sheet:
    """A row for each account of the plan's actions, in the order of the actions."""
    updates = ProgressUpdate.objects.filter(action__plan=plan, action__is_gone=False)
    ordered = updates.select_related("action", "document").order_by("action__position", "recorded_at", "pk")
    by_action = groupby(ordered.iterator(chunk_size=AT_ONCE), key=lambda update: update.action_id)
    rows = (row for _, updates_of_one in by_action for row in _rows(plan.scheme, list(updates_of_one)))
    return Sheet("History", COLUMNS, rows, updates.count())


def _rows(scheme: Scheme, updates: Sequence[ProgressUpdate]) -> Iterator[Sequence[Value]]:
    """The accounts of one action; a rating stands after the one true of the latest day before its own."""
    ratings = history_of(updates, scheme)
    accounts = {account.order: account for account in ratings.accounts}
    for update in updates:
        account = accounts[update.pk]
        yield [
            update.action.position,
            update.action.text,
            update.as_of,
            update.as_of_words,
            local(update.recorded_at),
            ratings.rating_before(account).label,
            account.rating.label if account.rating else "",
            scheme.rating(update.suggested).label,
            update.account,
            "Yes" if update.is_read_in else "No",
            account.rating_day if account.rating else None,
            account.document_day,
        ]
