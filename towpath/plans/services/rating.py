"""The rating an action carries: one rule for board, page, lists, exports and reports.

The rule itself is `foundation.ratings.history`; here it is asked of the accounts kept. The action's columns follow
from it, so that lists are narrowed and counted by the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Min

from towpath.foundation.clock import local_day, today
from towpath.foundation.periods import Quarter
from towpath.foundation.ratings import NOT_STATED, Scheme
from towpath.foundation.ratings.history import Account, History, day_spoken_of
from towpath.papers.kinds import KINDS
from towpath.papers.models import Paper
from towpath.plans.models import Action, Plan, PlanDocument, ProgressUpdate
from towpath.records.reckoning import locked
from towpath.ui.words import as_day

A_YEAR = timedelta(days=365)
RATED = ["rating", "is_done", "updated_at"]


def account_of(update: ProgressUpdate, scheme: Scheme) -> Account:
    """An update as the account it is, its rating true of the day its document stands at, where it came with one."""
    recorded_on = local_day(update.recorded_at)
    as_at = update.document.as_at if update.document else None
    return Account(
        day=day_spoken_of(update.as_of, recorded_on),
        recorded_at=update.recorded_at,
        order=update.pk,
        rating=scheme.rating(update.rating) if update.gives_rating else None,
        text="" if "account" in update.get_deferred_fields() else update.account,
        rated_on=day_spoken_of(as_at, recorded_on) if as_at else None,
        is_from_document=update.is_read_in,
        document_day=as_at,
        is_undated=update.is_read_in and as_at is None,
    )


def history_of(updates: Iterable[ProgressUpdate], scheme: Scheme) -> History:
    """The history of one action, from its updates fetched `with_documents`."""
    return History.of(account_of(update, scheme) for update in updates)


def histories_of(updates: Iterable[ProgressUpdate], scheme: Scheme) -> dict[int, History]:
    """The histories of a plan's actions, by the key of the action."""
    by_action: dict[int, list[ProgressUpdate]] = defaultdict(list)
    for update in updates:
        by_action[update.action_id].append(update)
    return {pk: history_of(given, scheme) for pk, given in by_action.items()}


def carry_rating(action: Action, history: History) -> None:
    """Let an action carry the rating true of the latest date; nothing is saved."""
    current = history.rated_by(today())
    rating = current.rating if current and current.rating else NOT_STATED
    action.rating, action.is_done = rating.slug, rating.means_done
    action.updated_at = max((account.recorded_at for account in history.accounts), default=None)


def rate_again(action: Action) -> None:
    """Derive an action's rating from all its accounts; nothing is saved."""
    carry_rating(action, whole_history(action))


def whole_history(action: Action) -> History:
    """All that an action was rated, without the words of its accounts."""
    return history_of(action.updates.for_rating(), action.plan.scheme)


def current_account(action: Action) -> Account | None:
    """The account whose rating an action carries, None before any gives one."""
    return whole_history(action).rated_by(today())


def rate_document_again(document: PlanDocument) -> None:
    """Derive the ratings of every action that a document rated, after its date was corrected."""
    plan = document.plan
    actions = list(locked(Action.objects.filter(plan=plan, updates__document=document)))
    updates = ProgressUpdate.objects.for_rating().filter(action__in=actions)
    histories = histories_of(updates, plan.scheme)
    for action in actions:
        carry_rating(action, histories[action.pk])
    Action.objects.bulk_update(actions, RATED, batch_size=500)


def began_on(plan: Plan) -> date:
    """The first day anything is known of a plan: its first account, its base date, or the day it was read in."""
    updates = ProgressUpdate.objects.filter(action__plan=plan, action__is_gone=False)
    first = updates.aggregate(spoken_of=Min("as_of"), recorded=Min("recorded_at"), as_at=Min("document__as_at"))
    recorded = [local_day(first["recorded"])] if first["recorded"] else []
    spoken_of = [day_spoken_of(first[name], recorded[0]) for name in ("spoken_of", "as_at") if recorded and first[name]]
    return min([*recorded, *spoken_of, *own_days(plan)])


def doubt_about_day(plan: Plan, day: date) -> str:
    """Why a day that an account is said to be true of may be a slip, "" where nothing speaks against it."""
    if first := _known_since(plan):
        if day < first:
            return f"{as_day(day)} is before the plan, of which nothing is known until {as_day(first)}. Is that right?"
    elif day < (added := local_day(plan.added_at)) - A_YEAR:
        return f"{as_day(day)} is more than a year before the plan was read in, on {as_day(added)}. Is that right?"
    quarter = newest_quarter(plan)
    if quarter and day < quarter.start:
        return (
            f"{as_day(day)} is before {quarter}, for which a report was built already; later reports will show "
            "the rating for its own quarter. Is that right?"
        )
    return ""


def newest_quarter(plan: Plan) -> Quarter | None:
    """The latest quarter for which a report of the plan was built."""
    reports = Paper.objects.of(KINDS["plans.quarter"], plan).final()
    newest = reports.order_by("-financial_year", "-quarter_number").first()
    return newest.quarter if newest else None


def _known_since(plan: Plan) -> date | None:
    """The earliest date that anything kept says of the plan; the day it was read in says nothing of when it began."""
    spoken_of = ProgressUpdate.objects.filter(action__plan=plan).aggregate(day=Min("as_of"))["day"]
    as_at = plan.documents.aggregate(day=Min("as_at"))["day"]
    return min((day for day in (plan.base_date, spoken_of, as_at) if day), default=None)


def own_days(plan: Plan) -> list[date]:
    """The day a plan was added, and its base date where that is earlier."""
    added = local_day(plan.added_at)
    return [added, min(plan.base_date, added)] if plan.base_date else [added]
