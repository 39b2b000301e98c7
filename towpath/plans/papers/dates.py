"""What the report says of dates: what is overdue, what has no base date, what is due next quarter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from towpath.documents.blocks import CellLine, CellLines, Rated, TableBlock, TableRow
from towpath.foundation.deadlines import Standing, base_day, due_on, standing
from towpath.plans.models import Action
from towpath.plans.papers.found import PlanFacts
from towpath.plans.papers.printing import rated, subject
from towpath.records.fitting import fit
from towpath.ui.words import as_day, count_of

Dated = Sequence[tuple[Action, date | None]]
HEADINGS = ("Action and lead", "Rating", "Deadline as written")
WITHOUT_BASE = (
    "These deadlines count from a day that nobody recorded, so they have no working date and cannot be called overdue. "
    "Setting the plan’s base date settles those that count from it."
)


def overdue(found: PlanFacts) -> Dated:
    """Open actions whose working date has passed, the longest overdue first."""
    return _where(found, Standing.OVERDUE)


def undated(found: PlanFacts) -> Dated:
    """Open actions promised within a time counted from a day that nobody recorded."""
    return _where(found, Standing.NO_BASE_DATE)


def due_next(found: PlanFacts) -> Dated:
    """Open actions whose working date, or next turn, falls in the quarter after this one."""
    following = found.quarter.next()
    dated = ((action, _due_on(found, action, following.start)) for action in _open(found))
    return _in_order((action, due) for action, due in dated if due and due in following)


def tables(found: PlanFacts, late: Dated, waiting: Dated, soon: Dated) -> tuple[TableBlock, TableBlock, TableBlock]:
    """What is overdue, what has no base date, and what is due next quarter."""
    rows = tuple(TableRow(_cells(found, action)) for action, _ in waiting)
    note, settled = WITHOUT_BASE if rows else "", "Every deadline that needs a base date has one."
    return (
        _dated_table(found, "Overdue", late, "No action was overdue."),
        TableBlock("No base date recorded", HEADINGS, (6, 1.8, 3.4), rows, settled, note, level=1),
        _dated_table(found, "Due next quarter", soon, "No action is due next quarter."),
    )


def _dated_table(found: PlanFacts, caption: str, dated: Dated, empty: str) -> TableBlock:
    rows = tuple(TableRow((*_cells(found, action), _working_date(found, action, due))) for action, due in dated)
    return TableBlock(caption, (*HEADINGS, "Working date"), (6, 1.8, 2.8, 2.8), rows, empty, level=1)


def standing_of(found: PlanFacts, action: Action) -> Standing:
    """Where an action stands on the report's day."""
    is_done = found.rating_on(action, found.day).means_done
    return standing(found.deadline_of(action), found.plan.base_date, found.day, is_done=is_done)


def _where(found: PlanFacts, wanted: Standing) -> Dated:
    standing_so = (action for action in found.actions if standing_of(found, action) is wanted)
    return _in_order((action, _due_on(found, action, found.day)) for action in standing_so)


def _open(found: PlanFacts) -> Iterator[Action]:
    return (one for one in found.actions if not found.rating_on(one, found.day).means_done)


def _due_on(found: PlanFacts, action: Action, day: date) -> date | None:
    return due_on(found.deadline_of(action), found.plan.base_date, day)


def _in_order(dated: Iterable[tuple[Action, date | None]]) -> Dated:
    return sorted(dated, key=lambda pair: (pair[1] or date.max, pair[0].position))


def _cells(found: PlanFacts, action: Action) -> tuple[CellLines, Rated, str]:
    deadline = fit(Action, "deadline_words", found.deadline_of(action).text) or "None given"
    return subject(action), rated(found.rating_on(action, found.day)), deadline


def _working_date(found: PlanFacts, action: Action, due: date | None) -> CellLines:
    """The working date, how late that is, and the base date it is counted from."""
    days = (found.day - due).days if due else 0
    late = (CellLine(f"{count_of(days, 'day')} late", "strong"),) if days > 0 else ()
    return CellLines((CellLine(as_day(due) or "None"), *late, *_base_date(found, action)))


def _base_date(found: PlanFacts, action: Action) -> Iterator[CellLine]:
    deadline = found.deadline_of(action)
    if deadline.needs_base or deadline.counted.base_on:
        base = base_day(deadline, found.plan.base_date)
        yield CellLine(f"Base date: {as_day(base.on) if base else 'None recorded'}", "quiet")
