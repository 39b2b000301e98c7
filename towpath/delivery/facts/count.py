"""The one count: what is true of a site and a quarter. Board, page, list, phases, report, file and JSON ask it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

from towpath.delivery.facts.quarters import QuarterSpan, quarters_between, span_of
from towpath.delivery.facts.standing import SiteStanding
from towpath.foundation.clock import today
from towpath.foundation.figures import Absence, Audience, Figure, RatioOfSums, ratio_of_sums, total_of
from towpath.foundation.periods import Quarter
from towpath.programmes.dues import delivers, number_or_why, signs_up, why_kept_elsewhere, why_nothing
from towpath.programmes.models import Measure, Mode
from towpath.training.facts.feedback import Feedback, as_read, people_who_answered
from towpath.training.facts.practices import Rules, SitePractices, practices_of, rules_of
from towpath.training.facts.sessions import SessionCount, SessionCounts, sessions_of
from towpath.training.facts.support import Hours, support_of
from towpath.training.facts.trained import PracticeFigures
from towpath.training.models import TrainingRule

NO_SESSION = SessionCount()
Answered = Mapping[int, Mapping[Quarter, int]]
Asked = tuple[date, date, Callable[[Mode], bool]]


class Fact(StrEnum):
    """Something counted of a site and a quarter. What is "on the day" is of the quarter's last day, or the day seen."""

    SIGNED_UP = "practices_signed_up"
    JOINED = "practices_joined"
    TRAINED = "practices_trained"
    BECAME_TRAINED = "practices_became_trained"
    EVER_TRAINED = "practices_ever_trained"
    SESSIONS = "sessions"
    PEOPLE = "people"
    SUPPORT = "hours_of_support"
    ANSWERED = "people_who_answered"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Fact.SIGNED_UP: "Practices signed up",
    Fact.JOINED: "Practices that signed up",
    Fact.TRAINED: "Practices fully trained",
    Fact.BECAME_TRAINED: "Practices that became fully trained",
    Fact.EVER_TRAINED: "Practices ever fully trained",
    Fact.SESSIONS: "Sessions held",
    Fact.PEOPLE: "People at sessions",
    Fact.SUPPORT: "Hours of support",
    Fact.ANSWERED: "People who answered about sessions",
}
ON_THE_DAY = frozenset({Fact.SIGNED_UP, Fact.TRAINED, Fact.EVER_TRAINED})
# What is compared with each kind of target, all counted from the programme's start.
REACHES = {
    Measure.PRACTICES_SIGNED_UP: Fact.SIGNED_UP,
    Measure.PRACTICES_TRAINED: Fact.TRAINED,
    Measure.SESSIONS: Fact.SESSIONS,
    Measure.PEOPLE: Fact.PEOPLE,
}


@dataclass(frozen=True)
class SiteCount:
    """All that is counted of one site up to a day."""

    standing: SiteStanding
    rules: Rules = field(default_factory=lambda: Rules({}))
    practices: SitePractices = field(default_factory=SitePractices)
    sessions: Mapping[Quarter, SessionCount] = field(default_factory=dict)
    support: Hours = field(default_factory=dict)
    answered: Mapping[Quarter, int] = field(default_factory=dict)
    words: dict[Asked, Absence | None] = field(default_factory=dict, repr=False, compare=False)  # asked for already

    @property
    def day(self) -> date:
        return self.standing.day

    @property
    def quarter(self) -> Quarter:
        """The quarter of the day."""
        return Quarter.containing(self.day)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter from the programme's first to the day's."""
        return quarters_between(min(self.standing.site.programme.starts_on, self.day), self.day)

    @property
    def rule(self) -> TrainingRule | None:
        """The rule for fully trained in force on the day."""
        return self.rules.on(self.standing.site.programme_id, self.day)

    def rule_on(self, day: date) -> int | None:
        return self.rules.key_on(self.standing.site.programme_id, day)

    def rule_of(self, quarter: Quarter) -> TrainingRule | None:
        """The rule by which practices are fully trained in a quarter: in force on its last day, or the day seen."""
        return self.rules.on(self.standing.site.programme_id, span_of(quarter, self.day).last)

    @property
    def rules_used(self) -> tuple[TrainingRule, ...]:
        """The rules of its quarters, the newest first."""
        used = {rule.pk: rule for quarter in reversed(self.quarters) if (rule := self.rule_of(quarter))}
        return tuple(used.values())

    def figure(self, fact: Fact, quarter: Quarter | None = None) -> Figure:
        """What is true of the site and a quarter, which is that of the day where none is named."""
        span = span_of(quarter or self.quarter, self.day)
        if self.standing.site.is_in_outline:
            why = self._why(span, signs_up)
            return Figure(absence=why_kept_elsewhere(why, is_of_a_day=fact in ON_THE_DAY))
        return FIGURES[fact](self, span)

    def answered_as_read(self, audience: Audience, feedback: Feedback | None, quarter: Quarter | None = None) -> Figure:
        """How many people answered, as an audience may see it; `feedback` is what readers see of the quarter, if any.

        While it goes on, the word for readers follows from how the site works and from whether a session was held,
        which they see, and tells of nobody who answered.
        """
        figure, span = self.figure(Fact.ANSWERED, quarter), span_of(quarter or self.quarter, self.day)
        if self.standing.site.is_in_outline:
            return figure
        if feedback is None:
            is_to_come = self._sessions(span).number
            return as_read(figure, audience, Absence.NOT_DUE if is_to_come else self._why(span) or Absence.NOT_DUE)
        return feedback.people_at(self.standing.site.pk, figure, audience)

    def since_start(self, fact: Fact) -> Figure:
        """All up to the day. Where no quarter has a number, the word for all of them."""
        if fact in ON_THE_DAY:
            return self.figure(fact)
        return total_of(self.figure(fact, quarter) for quarter in self.quarters).figure

    def reached(self, measure: Measure) -> Figure:
        """What stands beside a target: what was reached by the day, counted from the programme's start."""
        return self.since_start(REACHES[measure])

    def before(self, fact: Fact, quarter: Quarter | None) -> Figure:
        """What was done before the quarter in which the site began to deliver, if it did: none of it was due."""
        if fact is Fact.BECAME_TRAINED and not self.standing.site.is_in_outline:
            last = quarter.previous().end if quarter else self.day
            return Figure.of(len(self.practices.ever_trained(last, self.rule_on(last))), Absence.NOT_DUE)
        earlier = [one for one in self.quarters if quarter is None or one < quarter]
        total = total_of(self.figure(fact, one) for one in earlier)
        return Figure.of(total.number, Absence.NOT_DUE, total.people)

    @property
    def uncounted(self) -> int:
        """Practices signed up on the day whose staff nobody ever counted."""
        return len(self.practices.uncounted(self.day))

    @property
    def passed(self) -> int:
        """Sessions up to the day that passed without being recorded as held or cancelled."""
        return sum(one.passed for one in self.sessions.values())

    @property
    def without_attendance(self) -> int:
        """Sessions held up to the day without attendance recorded."""
        return sum(one.without_attendance for one in self.sessions.values())

    def _why(self, span: QuarterSpan, works: Callable[[Mode], bool] = delivers) -> Absence | None:
        asked = (span.first, span.last, works)
        if asked not in self.words:
            self.words[asked] = why_nothing(self.standing.periods, *asked)
        return self.words[asked]

    def _practices(self, span: QuarterSpan) -> PracticeFigures:
        rule, why = self.rule_on(span.last), partial(self._why, span)
        return PracticeFigures(self.practices, rule, span.first, span.last, why)

    def _signed_up(self, span: QuarterSpan) -> Figure:
        return self._practices(span).signed_up

    def _joined(self, span: QuarterSpan) -> Figure:
        return self._practices(span).joined

    def _trained(self, span: QuarterSpan) -> Figure:
        return self._practices(span).trained

    def _became_trained(self, span: QuarterSpan) -> Figure:
        return self._practices(span).became_trained

    def _ever_trained(self, span: QuarterSpan) -> Figure:
        return self._practices(span).ever_trained

    def _sessions(self, span: QuarterSpan) -> Figure:
        count = self.sessions.get(span.quarter, NO_SESSION)
        return number_or_why(count.held, lambda: self._why(span) or (Absence.NOT_REPORTED if count.passed else None))

    def _people(self, span: QuarterSpan) -> Figure:
        """Nobody counted at any session held is not reported; counted on purpose, zero is zero."""
        count = self.sessions.get(span.quarter, NO_SESSION)
        if count.held:
            is_unknown = count.without_attendance == count.held
            return Figure(absence=Absence.NOT_REPORTED) if is_unknown else Figure(count.people)
        return Figure(absence=self._sessions(span).absence or Absence.NOT_APPLICABLE)

    def _support(self, span: QuarterSpan) -> Figure:
        return number_or_why(sum(self.support.get(span.quarter, {}).values()), lambda: self._why(span))

    def _answered(self, span: QuarterSpan) -> Figure:
        """People who answered; of sessions held on which nobody answered, it is not reported."""
        people = self.answered.get(span.quarter, 0)
        if people:
            return Figure(people, people=people)
        sessions = self._sessions(span)
        return Figure(absence=Absence.NOT_REPORTED if sessions.number else sessions.absence or Absence.NOT_APPLICABLE)


def trained_of_signed_up(counts: Iterable[SiteCount]) -> RatioOfSums:
    """Fully trained of signed up, summed over the sites at which both are known."""
    return ratio_of_sums((count.figure(Fact.TRAINED), count.figure(Fact.SIGNED_UP)) for count in counts)


def reached_of_target(counts: Iterable[SiteCount], measure: Measure, targets: Mapping[int, int]) -> RatioOfSums:
    """What was reached of a target, summed over the sites that have one (by key) and at which that is known."""
    return ratio_of_sums(
        (count.reached(measure), Figure(targets[count.standing.site.pk]))
        for count in counts
        if count.standing.site.pk in targets
    )


FIGURES: dict[Fact, Callable[[SiteCount, QuarterSpan], Figure]] = {
    Fact.SIGNED_UP: SiteCount._signed_up,
    Fact.JOINED: SiteCount._joined,
    Fact.TRAINED: SiteCount._trained,
    Fact.BECAME_TRAINED: SiteCount._became_trained,
    Fact.EVER_TRAINED: SiteCount._ever_trained,
    Fact.SESSIONS: SiteCount._sessions,
    Fact.PEOPLE: SiteCount._people,
    Fact.SUPPORT: SiteCount._support,
    Fact.ANSWERED: SiteCount._answered,
}


def count(
    standings: Sequence[SiteStanding], day: date, known_on: date | None = None, *, is_for_board: bool = False,
    answered: Answered | None = None, sessions: SessionCounts | None = None,
) -> dict[int, SiteCount]:  # fmt: skip
    """What is counted of sites up to a day, by the site's key, in as many questions for many sites as for one.

    `known_on` is the day on which it is asked, today where none is given: a session planned for a day is missing its
    record from the next day on, whichever past day is looked at. A board shows neither support nor answers;
    `answered` and `sessions` are what is known already.
    """
    keys = [standing.site.pk for standing in standings]
    rules = rules_of({standing.site.programme_id for standing in standings})
    practices = practices_of(keys, day)
    sessions = sessions_of(keys, day, known_on or today()) if sessions is None else sessions
    support = {} if is_for_board else support_of(keys, day)
    if answered is None:
        answered = {} if is_for_board else people_who_answered(keys, day)
    return {
        standing.site.pk: SiteCount(
            standing, rules, practices.get(standing.site.pk) or SitePractices(), sessions.get(standing.site.pk, {}),
            support.get(standing.site.pk, {}), answered.get(standing.site.pk, {}),
        )
        for standing in standings
    }  # fmt: skip
