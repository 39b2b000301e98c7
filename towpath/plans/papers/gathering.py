"""From what was found to what the report says, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from towpath.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    LabelledFact,
    NoteBlock,
    PaperContents,
    TableBlock,
    TableRow,
    Title,
)
from towpath.documents.charts import StackedColumns
from towpath.foundation.figures import Style
from towpath.foundation.periods import Quarter
from towpath.foundation.ratings import Rating
from towpath.foundation.ratings.history import FIRST_FROM_DOCUMENT, shares_on
from towpath.plans.models import Action, Plan
from towpath.plans.papers import dates, sentences
from towpath.plans.papers.found import PlanFacts, find
from towpath.plans.papers.printing import about, leads_of, name_of, number, rated, subject
from towpath.ui.words import as_day, as_moment, count_of

QUARTERS_SHOWN = 8
NOTHING_MOVED = "No rating moved in the quarter."


@dataclass(frozen=True)
class Movement:
    """An action's rating at the end of the quarter before, and now; `moved` says which way."""

    action: Action
    then: Rating
    now: Rating
    moved: str


def gather(plan: Plan, quarter: Quarter, known_at: datetime, *, issue_note: str = "") -> PaperContents:
    """How a plan stands at the end of a quarter, as known at a moment."""
    found = find(plan, quarter, known_at)
    stood = movements(found)
    late, waiting, soon = dates.overdue(found), dates.undated(found), dates.due_next(found)
    return PaperContents((
        *_opening(found),
        *([NoteBlock(issue_note, is_strong=True)] if issue_note else []),
        Bullets(_headline(found, stood, late, waiting, soon), stands_out=True),
        summary(found),
        *_over_the_quarters(found),
        Heading("What moved, and why"),
        *(tuple(_moves(found, stood)) or (NoteBlock(NOTHING_MOVED),)),
        *dates.tables(found, late, waiting, soon),
        outside(found),
        numbers(found),
        _standings(found, stood),
        _rules(found),
        Heading("How this was worked out"),
        Bullets(tuple(sentences.notes(found))),
    ))  # fmt: skip


def _opening(found: PlanFacts) -> Iterator[Block]:
    quarter, plan = found.quarter, found.plan
    of = f"Report for Quarter {quarter.number} {quarter.financial_year}, {quarter.months}"
    yield Title(plan.title, plan.partnership.name, of)
    window = f"The quarter runs from {as_day(quarter.start)} to {as_day(quarter.end)}."
    yield NoteBlock(f"{window} {sentences.stands_note(found)}".strip())
    yield NoteBlock(
        f"As known on {as_moment(found.known_at)}; nothing entered later is in this report.", is_passing=True
    )


def _headline(
    found: PlanFacts, stood: tuple[Movement, ...], late: dates.Dated, waiting: dates.Dated, soon: dates.Dated
) -> tuple[str, ...]:
    """The report in a few sentences."""
    return sentences.headline(
        total=len(found.actions),
        done=sum(one.now.means_done for one in stood),
        moves=[one.moved for one in stood],
        documents=_documents(found, stood),
        overdue=len(late),
        undated=len(waiting),
        due_next=len(soon),
    )


def _documents(found: PlanFacts, stood: tuple[Movement, ...]) -> list[date | None]:
    """As at what date each rating stands that came with a document in the quarter; None where nobody knows."""
    came = (found.history_of(one.action) for one in stood if one.moved == FIRST_FROM_DOCUMENT)
    return [account.document_day for history in came if (account := history.rated_by(found.day))]


def movements(found: PlanFacts) -> tuple[Movement, ...]:
    """Every action with its rating at the end of the quarter before, and now."""
    return tuple(_movement(found, action) for action in found.actions)


def _movement(found: PlanFacts, action: Action) -> Movement:
    then, now = found.rating_on(action, found.day_before), found.rating_on(action, found.day)
    return Movement(action, then, now, found.history_of(action).movement(found.scheme, found.day_before, found.day))


def summary(found: PlanFacts) -> TableBlock:
    """How many actions carried each rating, then and now; each column adds up to all actions."""
    then, now = _shares(found, found.day_before), _shares(found, found.day)
    rows = [
        TableRow((rated(rating), number(before), number(after), number(after - before, Style.CHANGE)))
        for rating, before, after in zip(found.ratings, then, now, strict=True)
    ]
    total = number(len(found.actions))
    headings = ("Rating", as_day(found.day_before), as_day(found.day), "Change")
    of_all = TableRow(("All actions", total, total, ""), "total")
    return TableBlock("Summary: actions by rating", headings, (4, 2, 2, 1.4), (*rows, of_all), level=1)


def _shares(found: PlanFacts, day: date) -> tuple[int, ...]:
    """The shares of all the plan's actions: those of which nothing is known are "not stated"."""
    return shares_on(map(found.history_of, found.actions), day, found.scheme)


def _over_the_quarters(found: PlanFacts) -> Iterator[Block]:
    """The picture of the last quarters, none from before the plan began, and its figures."""
    shown = [found.quarter]
    while len(shown) < QUARTERS_SHOWN and shown[0].previous().end >= found.began_on:
        shown.insert(0, shown[0].previous())
    yield Heading("Ratings over the quarters")
    yield StackedColumns(
        caption="Actions by rating at the end of each quarter",
        shows="the ratings at the end of each quarter",
        over="End of",
        ratings=tuple(map(rated, found.ratings)),
        columns=tuple((one.label, tuple(map(number, _shares(found, min(one.end, found.day))))) for one in shown),
        nothing="no actions",
    ).block


def _moves(found: PlanFacts, stood: tuple[Movement, ...]) -> Iterator[Block]:
    """The ratings that moved, not those a document brought, with what was said in the quarter, oldest first."""
    for one in stood:
        if one.then != one.now and one.moved != FIRST_FROM_DOCUMENT:
            yield Heading(name_of(one.action), 2, about(one.action))
            yield NoteBlock(leads_of(one.action))
            accounts = [
                LabelledFact(as_day(account.day), (account.text,))
                for account in found.accounts_in_quarter(one.action)
                if account.text
            ]
            moved = LabelledFact("Rating", (rated(one.then), "to", rated(one.now), one.moved))
            yield Facts((moved, *(accounts or [LabelledFact("Accounts", ("No account was given in the quarter.",))])))


def outside(found: PlanFacts) -> TableBlock:
    """Actions only somebody else can do, with the last step taken by the report's day."""
    rows = []
    for action in found.actions:
        if action.is_outside_control:
            steps = [step for step in found.steps.get(action.pk, ()) if step.happened_on <= found.day]
            rows.append(TableRow((subject(action), sentences.outside_state(steps))))
    empty = "No action of this plan is outside the partnership’s control."
    headings = ("Action and lead", "How far it has come")
    return TableBlock("Outside the partnership’s control", headings, (8, 5), tuple(rows), empty, level=1)


def numbers(found: PlanFacts) -> TableBlock:
    """Figures in accounts that speak of the quarter, once a person has accepted them."""
    by_pk, rows = {action.pk: action for action in found.actions}, []
    for figure in found.figures:
        action = by_pk[figure.update.action_id]
        if figure.update_id in {account.order for account in found.accounts_in_quarter(action)}:
            value = f"{figure.value} {figure.unit}".strip()
            rows.append(TableRow((subject(action), value, figure.period or "Not said", figure.sentence)))
    empty = "No figure was accepted from an account of this quarter."
    headings = ("Action and lead", "Figure", "Period", "The sentence it stands in")
    return TableBlock("Figures accepted", headings, (5, 2.4, 2.2, 5), tuple(rows), empty, level=1)


def _standings(found: PlanFacts, stood: tuple[Movement, ...]) -> TableBlock:
    rows = tuple(TableRow((subject(one.action), rated(one.then), rated(one.now), one.moved)) for one in stood)
    headings = ("Action and lead", as_day(found.day_before), as_day(found.day), "Moved")
    empty, note = "The plan has no action.", f"{count_of(len(rows), 'action')} in all." if rows else ""
    return TableBlock("Every action, then and now", headings, (7, 2.2, 2.2, 2.2), rows, empty, note, level=1)


def _rules(found: PlanFacts) -> TableBlock:
    rows = tuple(TableRow((rated(rating), rating.rule)) for rating in found.ratings)
    return TableBlock("What the ratings mean", ("Rating", "Rule"), (1, 4), rows, level=1)
