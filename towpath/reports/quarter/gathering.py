"""From what was found to what the report says, part by part."""

from collections.abc import Iterator
from datetime import date, datetime

from towpath.foundation.periods import Quarter
from towpath.foundation.ratings.history import FIRST_FROM_DOCUMENT, shares_on
from towpath.plans.models import Action, Plan
from towpath.reports.quarter import dates, sentences
from towpath.reports.quarter.contents import (
    Due,
    Move,
    Number,
    Outside,
    QuarterReport,
    QuarterShares,
    Share,
    Standing,
    Told,
)
from towpath.reports.quarter.found import Found, find
from towpath.reports.quarter.printing import rated, subject
from towpath.ui.words import as_day, as_moment

QUARTERS_SHOWN = 8


def quarter_report(plan: Plan, quarter: Quarter, known_at: datetime) -> QuarterReport:
    """How a plan stands at the end of a quarter, as known at a moment."""
    found = find(plan, quarter, known_at)
    stood, late, waiting, soon = standings(found), dates.overdue(found), dates.undated(found), dates.due_next(found)
    return QuarterReport(
        plan=plan.title,
        partnership=plan.partnership.name,
        quarter=f"Quarter {quarter.number} {quarter.financial_year}",
        months=quarter.months,
        window=f"{as_day(quarter.start)} to {as_day(quarter.end)}",
        stands_on=as_day(found.day),
        stands_note=sentences.stands_note(found),
        known_at=as_moment(known_at),
        before=as_day(found.day_before),
        ratings=tuple(map(rated, found.ratings)),
        headline=headline(found, stood, late, waiting, soon),
        summary=tuple(summary(found)),
        standings=stood,
        moves=tuple(moves(found, stood)),
        overdue=late,
        undated=waiting,
        due_next=soon,
        outside=tuple(outside(found)),
        numbers=tuple(numbers(found)),
        quarters=tuple(quarters(found)),
        notes=tuple(sentences.notes(found)),
    )


def headline(
    found: Found,
    stood: tuple[Standing, ...],
    late: tuple[Due, ...],
    waiting: tuple[Due, ...],
    soon: tuple[Due, ...],
) -> tuple[str, ...]:
    """The report in a few sentences."""
    return sentences.headline(
        total=len(found.actions),
        done=sum(found.rating_on(action, found.day).means_done for action in found.actions),
        moves=[one.moved for one in stood],
        documents=_documents(found, stood),
        overdue=len(late),
        undated=len(waiting),
        due_next=len(soon),
    )


def _documents(found: Found, stood: tuple[Standing, ...]) -> list[date | None]:
    """As at what date each rating stands that came with a document in the quarter; None where nobody knows."""
    pairs = zip(found.actions, stood, strict=True)
    came = (found.history_of(action) for action, one in pairs if one.moved == FIRST_FROM_DOCUMENT)
    return [account.document_day for history in came if (account := history.rated_by(found.day))]


def standings(found: Found) -> tuple[Standing, ...]:
    """Every action with its rating at the end of the quarter before, and now."""
    return tuple(_standing(found, action) for action in found.actions)


def _standing(found: Found, action: Action) -> Standing:
    then, now = found.rating_on(action, found.day_before), found.rating_on(action, found.day)
    movement = found.history_of(action).movement(found.scheme, found.day_before, found.day)
    return Standing(subject(action), rated(then), rated(now), movement)


def summary(found: Found) -> Iterator[Share]:
    """How many actions carried each rating, then and now."""
    then, now = _shares(found, found.day_before), _shares(found, found.day)
    for rating, before, after in zip(found.ratings, then, now, strict=True):
        yield Share(rated(rating), before, after)


def _shares(found: Found, day: date) -> tuple[int, ...]:
    """The shares of all the plan's actions: those of which nothing is known are "not stated"."""
    return shares_on(map(found.history_of, found.actions), day, found.scheme)


def moves(found: Found, stood: tuple[Standing, ...]) -> Iterator[Move]:
    """The ratings that moved, not those a document brought, with what was said in the quarter, oldest first."""
    for action, stands in zip(found.actions, stood, strict=True):
        if stands.then != stands.now and stands.moved != FIRST_FROM_DOCUMENT:
            accounts = found.told_in_quarter(action)
            yield Move(stands, tuple(Told(as_day(one.day), one.text) for one in accounts if one.text))


def outside(found: Found) -> Iterator[Outside]:
    """Actions only somebody else can do, with the last step taken by the report's day."""
    for action in found.actions:
        if action.is_outside_control:
            steps = [step for step in found.steps.get(action.pk, ()) if step.happened_on <= found.day]
            yield Outside(subject(action), sentences.outside_state(steps))


def numbers(found: Found) -> Iterator[Number]:
    """Figures in accounts that speak of the quarter, once a person has accepted them."""
    by_pk = {action.pk: action for action in found.actions}
    for figure in found.figures:
        action = by_pk[figure.update.action_id]
        if figure.update_id in {account.order for account in found.told_in_quarter(action)}:
            yield Number(subject(action), figure.value, figure.unit, figure.period, figure.sentence)


def quarters(found: Found) -> Iterator[QuarterShares]:
    """The bars of the picture, oldest first: the last quarters, none from before the plan began."""
    shown = [found.quarter]
    while len(shown) < QUARTERS_SHOWN and shown[0].previous().end >= found.began_on:
        shown.insert(0, shown[0].previous())
    for quarter in shown:
        yield QuarterShares(quarter.label, _shares(found, min(quarter.end, found.day)))
