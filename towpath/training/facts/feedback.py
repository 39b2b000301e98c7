"""What people answered before and after sessions: how it changed, by question, and for whom a figure may be seen.

A person is one respondent of one session. The figures of a question tell of the people who answered both times, or
where nobody did of all who answered, and are shown or hidden together; how many answered once only tells of those.

Readers see answers of a quarter once it has ended, and then whole: of two days in one quarter, the later would give
away who answered between them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from towpath.facts.counting import PlaceTally
from towpath.foundation.change import ScoreChange, ScoreReading, change_of
from towpath.foundation.clock import today
from towpath.foundation.figures import Absence, Audience, Figure, ReleasedFigure, Style, released
from towpath.foundation.periods import Quarter
from towpath.programmes.facts import Work
from towpath.training.facts.hiding import Answered, BySession, Hiding, hiding_of
from towpath.training.facts.sessions import ANSWERED, SESSIONS
from towpath.training.models import Answer, Moment, Question, Session, SessionState
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
class AnswerGiven:
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


def may_be_read(quarter: Quarter, day: date, known_on: date | None = None) -> bool:
    """Whether readers see answers of a quarter on a page seen at a day, and known on another: today, or as told."""
    return quarter.end <= day and quarter.end < (known_on or today())


def as_read(figure: Figure, audience: Audience, instead: Absence | None) -> Figure:
    """A figure of people who answered, as an audience may see it: readers see the word instead of it, if there is one.

    The only place that says from whom feedback is hidden.
    """
    return Figure(absence=instead) if instead and audience is Audience.READING else figure


class Feedback:
    """The answers of one programme in a stretch of time.

    Readers see it over all sites, by site and, of a site, by session. So what the sum would betray is hidden from them
    too, and of a site that is hidden no session is shown.
    """

    def __init__(
        self, questions: Iterable[Question], given: Iterable[AnswerGiven], styles: Sequence[Style] = STYLES
    ) -> None:  # fmt: skip
        self.questions = list(questions)
        self.given = list(given)
        self.styles = styles

    def of_programme(self, audience: Audience) -> list[QuestionFigures]:
        """Each question answered, over all sites."""
        return self._lines(self.given, audience, lambda hiding: (hiding.is_whole, hiding.is_once))

    def of_site(self, site: int, audience: Audience) -> list[QuestionFigures]:
        """Each question answered at a site."""
        here = [one for one in self.given if one.site == site]
        return self._lines(
            here, audience, lambda hiding: (site in hiding.sites.hidden, site in hiding.sites.hides_once)
        )

    def of_session(self, session: int, audience: Audience) -> list[QuestionFigures]:
        """Each question answered at a session."""
        theirs = [one for one in self.given if one.session == session]
        site = theirs[0].site if theirs else 0

        def hides(hiding: Hiding) -> tuple[bool, bool]:
            is_hidden = site in hiding.sites.hidden or session in hiding.sessions[site].hidden
            return is_hidden, hiding.at_session(site, session)

        return self._lines(theirs, audience, hides)

    def answered_at(self, audience: Audience, session: int) -> ReleasedFigure:
        """How many people answered about a session."""
        theirs = [one for one in self.given if one.session == session]
        asked = {one.question for one in theirs}
        is_hidden = any(self._hiding[question].at_session(theirs[0].site, session) for question in asked)
        people = len({one.person for one in theirs})
        return released([as_read(Figure(people, people=people), audience, _suppressed(is_hidden))], audience)[0]

    def hides_site(self, site: int) -> bool:
        """Whether readers do not see how many answered at a site: less the people shown, it would give others away."""
        return site in self._hidden_sites

    def people_at(self, site: int, figure: Figure, audience: Audience) -> Figure:
        """The figure of how many answered at a site, as an audience may see it."""
        return as_read(figure, audience, _suppressed(self.hides_site(site)))

    @cached_property
    def _hidden_sites(self) -> frozenset[int]:
        """Sites of which anything about any question hides."""
        return frozenset(site for hiding in self._hiding.values() for site in hiding.sites.hides_once)

    def _lines(
        self, given: Sequence[AnswerGiven], audience: Audience, hides: Callable[[Hiding], tuple[bool, bool]]
    ) -> list[QuestionFigures]:
        """Each question answered; `hides` says whether all of it hides, and whether those who answered once do."""
        by_question: dict[int, list[AnswerGiven]] = defaultdict(list)
        for one in given:
            by_question[one.question].append(one)
        return [
            self._line(question, by_question[question.pk], audience, hides)
            for question in self.questions
            if question.pk in by_question
        ]

    def _line(
        self, question: Question, given: Sequence[AnswerGiven], audience: Audience,
        hides: Callable[[Hiding], tuple[bool, bool]],
    ) -> QuestionFigures:  # fmt: skip
        change = change_in(question, given)
        is_hidden, hides_once = hides(self._hiding[question.pk])
        *of_all, of_once = figures_of(change)
        figures = [
            *(as_read(figure, audience, _suppressed(is_hidden)) for figure in of_all),
            as_read(of_once, audience, _suppressed(is_hidden or hides_once)),
        ]
        shown = (
            released([figure], audience, style=style)[0]
            for figure, style in zip(figures, self.styles, strict=True)
        )  # fmt: skip
        return QuestionFigures(question, *shown)

    @cached_property
    def _hiding(self) -> dict[int, Hiding]:
        """What hides of each question."""
        moments: dict[int, dict[tuple[int, int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in self.given:
            moments[one.question][one.site, one.session, one.respondent].add(one.moment)
        return {question: hiding_of(_by_session(people)) for question, people in moments.items()}


def _suppressed(is_hidden: bool) -> Absence | None:
    return Absence.SUPPRESSED if is_hidden else None


def _by_session(moments: Mapping[tuple[int, int, str], set[str]]) -> BySession:
    """How many people answered a question at each session of each site, from when each of them did."""
    found: dict[int, dict[int, Answered]] = defaultdict(dict)
    for (site, session, _), answered in moments.items():
        both, once = found[site].get(session, (0, 0))
        is_both = len(answered) > 1
        found[site][session] = (both + is_both, once + (not is_both))
    return found


def change_in(question: Question, given: Iterable[AnswerGiven]) -> ScoreChange:
    """The change from before to after, of people who answered both."""
    scale = scale_of(question)
    readings = (ScoreReading(f"{one.session} {one.respondent}", ORDER[one.moment], one.value, scale) for one in given)
    return change_of(readings, question.higher_is_better)


def figures_of(change: ScoreChange) -> tuple[Figure, ...]:
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
        Figure(change.one_reading_only, people=change.one_reading_only),
    )  # fmt: skip


def feedback_on(
    programme: int, first: date, last: date, *, styles: Sequence[Style] = STYLES, **narrowed: Any
) -> Feedback:  # fmt: skip
    """The answers of a programme on sessions held in a window."""
    window = {"session__state": SessionState.HELD, "session__held_on__range": (first, last)}
    return feedback_where(programme, styles=styles, **window, **narrowed)


def feedback_where(programme: int, *, styles: Sequence[Style] = STYLES, **narrowed: Any) -> Feedback:
    """The answers of a programme on these sessions, with the questions they answer, in one query.

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
        given.append(AnswerGiven(one.pk, site, session, respondent, moment, value))
    return Feedback(sorted(asked.values(), key=lambda one: (one.position, one.pk)), given, styles)


def feedback_for_readers(
    programme: int, quarter: Quarter, day: date, known_on: date | None = None, *, styles: Sequence[Style] = STYLES
) -> Feedback | None:  # fmt: skip
    """The answers of a programme on a whole quarter's sessions; None where readers do not see them on that day.

    Those of all sites, also where one is shown: what the others show may give few people away there.
    """
    is_readable = may_be_read(quarter, day, known_on)
    return feedback_on(programme, quarter.start, quarter.end, styles=styles) if is_readable else None


def feedback_by_quarter(programme: int, quarters: Iterable[Quarter], day: date) -> dict[Quarter, Feedback]:
    """The same of each of these quarters that readers see on a day, in two questions."""
    readable = [quarter for quarter in quarters if may_be_read(quarter, day)]
    everything = feedback_on(programme, date.min, day)
    sessions = Session.objects.filter(site__programme=programme, state=SessionState.HELD, held_on__lte=day)
    quarter_of = {pk: Quarter.containing(held_on) for pk, held_on in sessions.values_list("pk", "held_on")}
    by_quarter: dict[Quarter, list[AnswerGiven]] = defaultdict(list)
    for one in everything.given:
        by_quarter[quarter_of[one.session]].append(one)
    return {quarter: Feedback(everything.questions, by_quarter[quarter]) for quarter in readable}


def answered_as_read(
    site: PlaceTally, audience: Audience, feedback: Feedback | None, quarter: Quarter | None = None
) -> Figure:
    """How many people answered, as an audience may see it; `feedback` is what readers see of the quarter, if any.

    While it goes on, the word for readers follows from how the site works and from whether a session was held, which
    they see, and tells of nobody who answered.
    """
    figure = site.figure(ANSWERED, quarter)
    if site.is_elsewhere:
        return figure
    if feedback is None:
        is_to_come = site.figure(SESSIONS, quarter).number
        why = None if is_to_come else site.why_nothing(Work.DELIVERS, quarter)
        return as_read(figure, audience, why or Absence.NOT_DUE)
    return feedback.people_at(site.place, figure, audience)
