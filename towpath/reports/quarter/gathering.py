"""From what was found to what the report says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from textwrap import shorten

from towpath.foundation.deadlines import Standing as DeadlineStanding
from towpath.foundation.deadlines import due_on, standing
from towpath.foundation.periods import Quarter
from towpath.foundation.ratings import Rating
from towpath.plans.models import Action, Plan
from towpath.reports.quarter import sentences
from towpath.reports.quarter.contents import (
    Due,
    Move,
    Number,
    Outside,
    QuarterReport,
    QuarterShares,
    Rated,
    Share,
    Standing,
    Subject,
    Told,
)
from towpath.reports.quarter.found import Found, find
from towpath.reports.quarter.history import direction, shares_on
from towpath.ui.words import as_day, as_moment, count_of

QUARTERS_SHOWN = 8
BRIEF = 130


def quarter_report(plan: Plan, quarter: Quarter, known_at: datetime) -> QuarterReport:
    """How a plan stands at the end of a quarter, as known at a moment."""
    return _Gathering(find(plan, quarter, known_at)).report()


@dataclass(frozen=True)
class _Gathering:
    """Puts the report together, part by part in its order on the page."""

    found: Found

    def report(self) -> QuarterReport:
        found, quarter = self.found, self.found.quarter
        return QuarterReport(
            plan=found.plan.title,
            partnership=found.plan.partnership.name,
            quarter=f"Quarter {quarter.number} {quarter.financial_year}",
            months=quarter.months,
            window=f"{as_day(quarter.start)} to {as_day(quarter.end)}",
            stands_on=as_day(found.day),
            stands_note=sentences.stands_note(found),
            known_at=as_moment(found.known_at),
            before=as_day(found.day_before),
            ratings=tuple(map(rated, found.ratings)),
            headline=sentences.headline(
                total=len(found.actions),
                done=sum(found.rating_on(action, found.day).means_done for action in found.actions),
                moves=[stands.moved for stands in self.standings],
                overdue=len(self.overdue),
                undated=len(self.undated),
                due_next=len(self.due_next),
            ),
            summary=self.summary(),
            standings=self.standings,
            moves=tuple(self.moves()),
            overdue=self.overdue,
            undated=self.undated,
            due_next=self.due_next,
            outside=tuple(self.outside()),
            numbers=tuple(self.numbers()),
            quarters=tuple(self.quarters()),
            notes=tuple(sentences.notes(found)),
        )

    def summary(self) -> tuple[Share, ...]:
        then, now = self.shares_on(self.found.day_before), self.shares_on(self.found.day)
        return tuple(
            Share(rated(rating), before, after)
            for rating, before, after in zip(self.found.ratings, then, now, strict=True)
        )

    def shares_on(self, day: date) -> tuple[int, ...]:
        """The shares of all the plan's actions: those of which nothing is known are "not stated"."""
        histories = (self.found.history_of(action) for action in self.found.actions)
        return shares_on(histories, day, self.found.scheme)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(map(self._standing, self.found.actions))

    def _standing(self, action: Action) -> Standing:
        then = self.found.rating_on(action, self.found.day_before)
        now = self.found.rating_on(action, self.found.day)
        return Standing(subject(action), rated(then), rated(now), direction(self.found.scheme, then, now))

    def moves(self) -> Iterable[Move]:
        for action, stands in zip(self.found.actions, self.standings, strict=True):
            if stands.then != stands.now:
                yield Move(stands, self._told(action))

    def _told(self, action: Action) -> tuple[Told, ...]:
        """What was said of an action in the quarter, oldest first."""
        accounts = self.found.history_of(action).between(self.found.quarter.start, self.found.day)
        return tuple(Told(as_day(account.day), account.text) for account in accounts if account.text)

    @cached_property
    def overdue(self) -> tuple[Due, ...]:
        """Open actions whose working date has passed, the longest overdue first."""
        return self._due_where(DeadlineStanding.OVERDUE)

    @cached_property
    def undated(self) -> tuple[Due, ...]:
        """Open actions promised within a time counted from a day that nobody recorded."""
        return self._due_where(DeadlineStanding.NO_BASE_DATE)

    def _due_where(self, wanted: DeadlineStanding) -> tuple[Due, ...]:
        return self._in_order(
            (action, self._due_on(action, self.found.day))
            for action in self.found.actions
            if self._stands(action) is wanted
        )

    @cached_property
    def due_next(self) -> tuple[Due, ...]:
        """Open actions whose working date, or next turn, falls in the quarter after this one."""
        following = self.found.quarter.next()
        dated = ((action, self._due_on(action, following.start)) for action in self._open())
        return self._in_order((action, due) for action, due in dated if due and due in following)

    def _open(self) -> Iterable[Action]:
        return (a for a in self.found.actions if not self.found.rating_on(a, self.found.day).means_done)

    def _stands(self, action: Action) -> DeadlineStanding:
        is_done = self.found.rating_on(action, self.found.day).means_done
        return standing(action.deadline, self.found.plan.base_date, self.found.day, is_done=is_done)

    def _due_on(self, action: Action, day: date) -> date | None:
        return due_on(action.deadline, self.found.plan.base_date, day)

    def _in_order(self, dated: Iterable[tuple[Action, date | None]]) -> tuple[Due, ...]:
        ordered = sorted(dated, key=lambda pair: (pair[1] or date.max, pair[0].position))
        return tuple(self._due(action, due) for action, due in ordered)

    def _due(self, action: Action, due: date | None) -> Due:
        late = (self.found.day - due).days if due else 0
        return Due(
            action=subject(action),
            rating=rated(self.found.rating_on(action, self.found.day)),
            deadline=action.deadline_words or "None given",
            working_date=as_day(due),
            base_date=self._base_date(action),
            lateness=f"{count_of(late, 'day')} late" if late > 0 else "",
        )

    def _base_date(self, action: Action) -> str:
        if not action.deadline.needs_base:
            return "Not needed"
        return as_day(self.found.plan.base_date) or "None recorded"

    def outside(self) -> Iterable[Outside]:
        for action in self.found.actions:
            if action.is_outside_control:
                taken = [step for step in self.found.steps.get(action.pk, ()) if step.happened_on <= self.found.day]
                yield Outside(subject(action), sentences.outside_state(taken))

    def numbers(self) -> Iterable[Number]:
        """Figures in accounts that speak of the quarter, once a person has accepted them."""
        by_pk = {action.pk: action for action in self.found.actions}
        for figure in self.found.figures:
            action = by_pk[figure.update.action_id]
            told = self.found.history_of(action).between(self.found.quarter.start, self.found.day)
            if figure.update_id in {account.order for account in told}:
                yield Number(subject(action), figure.value, figure.unit, figure.period, figure.sentence)

    def quarters(self) -> Iterable[QuarterShares]:
        """The bars of the picture: the last quarters, none from before the plan began."""
        quarter = self.found.quarter
        shown: list[QuarterShares] = []
        while len(shown) < QUARTERS_SHOWN and quarter.end >= self.found.began_on:
            shown.append(QuarterShares(quarter.label, self.shares_on(min(quarter.end, self.found.day))))
            quarter = quarter.previous()
        return reversed(shown)


def rated(rating: Rating) -> Rated:
    return Rated(rating.label, rating.colour, rating.rule)


def subject(action: Action) -> Subject:
    leads = ", ".join(lead.agency.name for lead in action.leads.all())
    brief = shorten(action.text, BRIEF, placeholder=" …")
    return Subject(action.pk, reference(action), action.text, brief, leads or "No lead recorded")


def reference(action: Action) -> str:
    """The numbers printed in the plan, such as "3" and "b" as "3b"; the place in the plan where it has none."""
    recommendation, own = action.recommendation.number, action.number
    if recommendation and own and not own[0].isdigit():
        return f"{recommendation}{own}"
    return own or recommendation or str(action.position)
