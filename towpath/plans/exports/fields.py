"""Every field of an action, in the order of the columns that Excel and CSV show."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.clock import today
from towpath.foundation.deadlines import base_day, in_words, standing
from towpath.plans.models import Action, Plan, ProgressUpdate

AT_ONCE = 500


@dataclass(frozen=True)
class Field:
    """A column and what it holds of an action."""

    heading: str
    width: int
    value: Callable[[Action], Value]


def listed(items: Iterable[object]) -> str:
    """Items of one cell, a line each."""
    return "\n".join(str(item) for item in items)


def _leads(action: Action) -> str:
    return listed(action.lead_names)


def _accountable(action: Action) -> str:
    return str(action.accountable or "")


def _standing(action: Action) -> str:
    return standing(action.deadline, action.plan.base_date, today(), is_done=action.is_done).value


def _base_date(action: Action) -> date | None:
    """The day the deadline is counted from, where it is counted and the day is known."""
    deadline = action.deadline
    base = base_day(deadline, action.plan.base_date)
    return base.on if base and (deadline.needs_base or deadline.counted.base_on) else None


def _progress(action: Action) -> str:
    return listed(account_in_words(update) for update in action.updates.all() if update.account)


def account_in_words(update: ProgressUpdate) -> str:
    """An account under the date it speaks of; one from a document under the date that it stands under there."""
    date = update.as_of_words if update.is_read_in else date_of(update)
    return f"{date}: {update.account}" if date else update.account


def date_of(update: ProgressUpdate) -> str:
    """The date as the document wrote it, else the day a person said, "" where neither did."""
    day = update.as_of
    return update.as_of_words or (f"{day.day} {day:%B %Y}" if day else "")


def local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


FIELDS = (
    Field("Place in plan", 8, lambda action: action.position),
    Field("Theme", 18, lambda action: action.recommendation.theme),
    Field("Recommendation number", 10, lambda action: action.recommendation.number),
    Field("Recommendation", 40, lambda action: action.recommendation.text),
    Field("Scope", 14, lambda action: action.recommendation.scope),
    Field("Action number", 10, lambda action: action.number),
    Field("Action text", 50, lambda action: action.text),
    Field("Leads", 24, _leads),
    Field("Accountable lead", 24, _accountable),
    Field("Deadline as written", 22, lambda action: action.deadline_words),
    Field("Deadline means", 26, lambda action: in_words(action.deadline)),
    Field("Base date", 13, _base_date),
    Field("Working date", 13, lambda action: action.due_on),
    Field("Stands today", 18, _standing),
    Field("Rating", 14, lambda action: action.rated.label),
    Field("Rating rule", 36, lambda action: action.rated.rule),
    Field("Last reported", 16, lambda action: local(action.updated_at)),
    Field("Output", 30, lambda action: action.output),
    Field("Outcomes", 30, lambda action: listed(action.outcomes)),
    Field("Indicators", 30, lambda action: listed(action.indicators)),
    Field("Cost", 18, lambda action: action.cost),
    Field("Outside control", 12, lambda action: "Yes" if action.is_outside_control else "No"),
    Field("Outside state", 14, lambda action: action.outside_state.capitalize()),
    Field("Progress", 60, _progress),
    Field("Other columns", 30, lambda action: listed(f"{name}: {text}" for name, text in action.extra.items())),
    Field("Doubts on reading", 30, lambda action: listed(action.doubts)),
    Field("Read from", 30, lambda action: listed(action.places)),
)


def actions_of(plan: Plan) -> Iterator[Action]:
    """The plan's actions in order with all that is written of them, some hundreds at a time."""
    rows = plan.actions.current().with_people().prefetch_related("updates").order_by("position")
    return rows.iterator(chunk_size=AT_ONCE)


def action_sheet(plan: Plan) -> Sheet:
    """A row for each action, every field a column."""
    columns = tuple(Column(field.heading, field.width) for field in FIELDS)
    return Sheet("Actions", columns, map(_row, actions_of(plan)), plan.actions.current().count())


def _row(action: Action) -> Sequence[Value]:
    return [field.value(action) for field in FIELDS]
