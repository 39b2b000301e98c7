"""What people answered before and after sessions: how it changed, by question, and for whom a figure may be seen.

A person is one respondent of one session. Every figure of a question tells of the people who answered both times, or
where nobody did of all who answered; so a question's figures are shown or hidden together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Concat, Substr

from towpath.foundation.change import Change, Reading, change_of
from towpath.foundation.figures import HIDDEN, Absence, Audience, Figure, ReleasedFigure, Style, released
from towpath.foundation.periods import Quarter
from towpath.training.facts.sessions import quarter_of_month
from towpath.training.models import Answer, Moment, Question, SessionState
from towpath.training.services.feedback import scale_of

ORDER = {Moment.BEFORE.value: 1, Moment.AFTER.value: 2}
PRINTED = (
    Style.COUNT, Style.PRINTED_MEAN, Style.PRINTED_MEAN, Style.PRINTED_CHANGE, Style.COUNT, Style.COUNT, Style.COUNT,
    Style.COUNT,
)  # fmt: skip
STYLES = (Style.COUNT, Style.MEAN, Style.MEAN, Style.CHANGE, Style.COUNT, Style.COUNT, Style.COUNT, Style.COUNT)
ASKED = ("pk", "position", "topic", "wording", "minimum", "maximum", "higher_is_better")
EXACT = 1_000_000  # more people than answer one question: a mean of whole numbers is exact below it


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is counted."""

    question: int
    site: int
    session: int
    respondent: str
    moment: str
    value: int

    @property
    def person(self) -> tuple[int, str]:
        return self.session, self.respondent


@dataclass(frozen=True)
class QuestionFigures:
    """How the answers to one question changed: as an audience may see it."""

    question: Question
    both: ReleasedFigure
    before: ReleasedFigure
    after: ReleasedFigure
    change: ReleasedFigure
    improved: ReleasedFigure
    same: ReleasedFigure
    worse: ReleasedFigure
    once: ReleasedFigure

    @property
    def figures(self) -> tuple[ReleasedFigure, ...]:
        """All of them, in the order of a table."""
        return (
            self.both, self.before, self.after, self.change, self.improved, self.same, self.worse, self.once
        )  # fmt: skip


class Feedback:
    """The answers of one programme in a stretch of time.

    Readers see it by site and, of a site, by session, beside the sum of all. So a figure that the sum would betray is
    hidden from them too, and of a site that is hidden no session is shown.
    """

    def __init__(
        self, questions: Iterable[Question], given: Iterable[Given], styles: Sequence[Style] = STYLES
    ) -> None:  # fmt: skip
        self.questions = list(questions)
        self.given = list(given)
        self.styles = styles

    def of_programme(self, audience: Audience) -> list[QuestionFigures]:
        """Each question answered, over all sites."""
        by_question = self._by_question(self.given)
        return [self._line(one, [(0, by_question[one.pk])], 0, audience) for one in self._asked_in(self.given)]

    def of_site(self, site: int, audience: Audience) -> list[QuestionFigures]:
        """Each question answered at a site."""
        here = [one for one in self.given if one.site == site]
        return [
            self._line(question, self._parts(question, self.given, "site"), site, audience)
            for question in self._asked_in(here)
        ]

    def of_session(self, session: int, audience: Audience) -> list[QuestionFigures]:
        """Each question answered at a session."""
        theirs = [one for one in self.given if one.session == session]
        site = theirs[0].site if theirs else 0
        here = [one for one in self.given if one.site == site]
        hidden = {line.question.pk for line in self.of_site(site, audience) if line.both.is_hidden}
        return [
            self._line(
                question, self._parts(question, here, "session"), session, audience, is_hidden=question.pk in hidden
            )
            for question in self._asked_in(theirs)
        ]  # fmt: skip

    def answered(self, audience: Audience, site: int) -> ReleasedFigure:
        """How many people answered at a site, before or after."""
        people = self.people()
        sites = sorted(people.keys() | {site})
        figures = [Figure(people.get(one, 0), people=people.get(one, 0)) for one in sites]
        return released(figures, audience, adds_up=True)[sites.index(site)]

    def people(self) -> dict[int, int]:
        """How many people answered at each site, before or after: for the one count, which releases them."""
        people: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for one in self.given:
            people[one.site].add(one.person)
        return {site: len(them) for site, them in people.items()}

    def answered_at(self, audience: Audience, session: int) -> ReleasedFigure:
        """How many people answered about a session, where a reader may see what they answered."""
        count = len({one.person for one in self.given if one.session == session})
        is_hidden = any(line.both.is_hidden for line in self.of_session(session, audience))
        return released([HIDDEN if is_hidden else Figure(count, people=count)], audience)[0]

    def _parts(self, question: Question, given: Iterable[Given], key: str) -> list[tuple[int, list[Given]]]:
        """The answers to a question, by site or by session."""
        parts: dict[int, list[Given]] = defaultdict(list)
        for one in given:
            if one.question == question.pk:
                parts[getattr(one, key)].append(one)
        return sorted(parts.items())

    def _line(
        self, question: Question, parts: Sequence[tuple[int, list[Given]]], key: int, audience: Audience,
        *, is_hidden: bool = False,
    ) -> QuestionFigures:  # fmt: skip
        """One part's figures, released together with those of the other parts of the same sum."""
        at = [one for one, _ in parts].index(key)
        columns = zip(*(figures_of(change_in(question, given)) for _, given in parts), strict=True)
        shown = (
            released(column, audience, style=style, adds_up=len(parts) > 1)[at]
            for column, style in zip(columns, self.styles, strict=True)
        )
        hidden = released([HIDDEN] * len(STYLES), audience)
        return QuestionFigures(question, *(hidden if is_hidden and audience is Audience.READING else shown))

    def _asked_in(self, given: Iterable[Given]) -> list[Question]:
        answered = {one.question for one in given}
        return [question for question in self.questions if question.pk in answered]

    @staticmethod
    def _by_question(given: Iterable[Given]) -> Mapping[int, list[Given]]:
        by_question: dict[int, list[Given]] = defaultdict(list)
        for one in given:
            by_question[one.question].append(one)
        return by_question


def change_in(question: Question, given: Iterable[Given]) -> Change:
    """The change from before to after, of people who answered both."""
    scale = scale_of(question)
    readings = (Reading(f"{one.session} {one.respondent}", ORDER[one.moment], one.value, scale) for one in given)
    return change_of(readings, question.higher_is_better)


def figures_of(change: Change) -> tuple[Figure, ...]:
    """People with both answers, the means and their change, who improved, stayed and fell, and who answered once."""
    people = change.n or change.people

    def mean(value: float | None) -> Figure:
        exact = None if value is None else Fraction(value).limit_denominator(EXACT)
        return Figure(exact, None if exact is not None else Absence.NOT_APPLICABLE, people)

    def part(number: int) -> Figure:
        return Figure(number, people=people) if change.n else Figure(absence=Absence.NOT_APPLICABLE, people=people)

    return (
        Figure(change.n, people=people),
        mean(change.mean_first), mean(change.mean_last), mean(change.mean_change),
        part(change.improved), part(change.same), part(change.worse),
        Figure(change.one_reading_only, people=people),
    )  # fmt: skip


def feedback_on(
    programme: int, first: date, last: date, *, styles: Sequence[Style] = STYLES, **narrowed: Any
) -> Feedback:  # fmt: skip
    """The answers of a programme on sessions held in a window."""
    window = {"session__state": SessionState.HELD, "session__held_on__range": (first, last)}
    return feedback_where(programme, styles=styles, **window, **narrowed)


def feedback_where(programme: int, *, styles: Sequence[Style] = STYLES, **narrowed: Any) -> Feedback:
    """The answers of a programme on these sessions, with the questions they answer, in one question.

    A site kept in outline has no figures, so no answer about its sessions is among them.
    """
    asked: dict[int, Question] = {}
    given = []
    listed = Answer.objects.filter(
        session__site__programme=programme, session__site__is_in_outline=False, **narrowed
    ).order_by("pk")
    for *question, site, session, respondent, moment, value in listed.values_list(
        *(f"question__{name}" for name in ASKED), "session__site_id", "session_id", "respondent", "moment", "value"
    ):
        one = asked.setdefault(question[0], Question(**dict(zip(ASKED, question, strict=True))))
        given.append(Given(one.pk, site, session, respondent, moment, value))
    return Feedback(sorted(asked.values(), key=lambda one: (one.position, one.pk)), given, styles)


def people_who_answered(sites: Iterable[int], day: date) -> dict[int, dict[Quarter, int]]:
    """How many people answered about sessions held at each site up to a day, by quarter, in one question."""
    person = Concat(Cast("session_id", CharField()), Value("/"), "respondent")
    rows: Any = (
        Answer.objects.filter(session__site__in=list(sites), session__state="held", session__held_on__lte=day)
        .annotate(month=Substr(Cast("session__held_on", CharField()), 1, 7))
        .order_by()
        .values_list("session__site_id", "month")
        .annotate(people=Count(person, distinct=True))
    )
    found: dict[int, dict[Quarter, int]] = defaultdict(lambda: defaultdict(int))
    for site, month, people in rows:
        found[site][quarter_of_month(month)] += people
    return found
