"""Every training figure of a progress report: what was found of practices, sessions, people, support and feedback."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from towpath.foundation.change import Change, Reading, Scale, change_of
from towpath.programmes.models import Programme
from towpath.training.models import (
    Answer,
    Attendance,
    GroupAttendance,
    Session,
    SessionState,
    SignUp,
    Support,
    TrainingRule,
)
from towpath.training.models.feedback import Moment
from towpath.training.services.attaining import rule_in_force


@dataclass
class Counts:
    """Something counted in the quarter, and since the programme began."""

    in_quarter: float = 0
    since_start: float = 0

    def add(self, in_quarter: float, since_start: float) -> None:
        self.in_quarter += in_quarter
        self.since_start += since_start


@dataclass(frozen=True)
class Asked:
    """How answers to one question changed from before sessions of the quarter to after them."""

    topic: str
    wording: str
    minimum: int
    maximum: int
    higher_is_better: bool
    change: Change


@dataclass(frozen=True)
class Training:
    """All training of a programme up to a day, by site where that is asked."""

    rule: TrainingRule | None
    signed_up: dict[int, Counts]
    trained: dict[int, Counts]
    sessions: dict[int, Counts]
    people: dict[int, Counts]
    by_kind: dict[tuple[str, str], Counts]
    unrecorded: dict[int, int]
    by_group: dict[str, Counts]
    support: dict[int, Counts]
    support_by_kind: dict[str, Counts]
    asked: tuple[Asked, ...]


def find_training(programme: Programme, start: date, day: date) -> Training:
    """The training of a programme as it stood on a day; `start` is the first day of its quarter."""
    rule = rule_in_force(programme, day)
    signed_up, trained = _practices(programme, rule, start, day)
    sessions, people, by_kind, unrecorded = _sessions(programme, start, day)
    support, support_by_kind = _support(programme, start, day)
    return Training(
        rule=rule,
        signed_up=signed_up,
        trained=trained,
        sessions=sessions,
        people=people,
        by_kind=by_kind,
        unrecorded=unrecorded,
        by_group=_groups(programme, start, day),
        support=support,
        support_by_kind=support_by_kind,
        asked=tuple(_feedback(programme, start, day)),
    )


def _practices(
    programme: Programme, rule: TrainingRule | None, start: date, day: date
) -> tuple[dict[int, Counts], dict[int, Counts]]:
    """Practices in place on the day, with those that joined in the quarter; and practices trained, by site.

    A practice that left and came back is one practice, trained on the first day it reached the rule.
    """
    rows: Any = (
        SignUp.objects.filter(site__programme=programme)
        .annotate(reached=Min("attainments__reached_on", filter=Q(attainments__rule=rule)))
        .values_list("site_id", "practice_id", "signed_up_on", "left_on", "reached")
    )
    signed_up: dict[int, Counts] = defaultdict(Counts)
    first_reached: dict[tuple[int, int], date] = {}
    for site, practice, joined, left, reached in rows:
        if joined <= day and (left is None or left >= day):
            signed_up[site].add(joined >= start, 1)
        if reached is not None and reached <= day:
            first_reached[site, practice] = min(reached, first_reached.get((site, practice), reached))
    trained: dict[int, Counts] = defaultdict(Counts)
    for (site, _), reached in first_reached.items():
        trained[site].add(reached >= start, 1)
    return signed_up, trained


def _sessions(
    programme: Programme, start: date, day: date
) -> tuple[dict[int, Counts], dict[int, Counts], dict[tuple[str, str], Counts], dict[int, int]]:
    """Sessions held and people at them by site, sessions by kind and mode, and those passed that nobody recorded."""
    is_held, in_quarter = Q(state=SessionState.HELD), Q(held_on__gte=start)
    rows: Any = (
        Session.objects.filter(site__programme=programme, held_on__lte=day)
        .values("site_id", "kind", "mode")
        .annotate(
            held_now=Count("pk", filter=is_held & in_quarter),
            held=Count("pk", filter=is_held),
            came_now=Coalesce(Sum("people", filter=is_held & in_quarter), Value(0)),
            came=Coalesce(Sum("people", filter=is_held), Value(0)),
            passed=Count("pk", filter=Q(state=SessionState.PLANNED) & in_quarter),
        )
        .order_by()
    )
    sessions: dict[int, Counts] = defaultdict(Counts)
    people: dict[int, Counts] = defaultdict(Counts)
    by_kind: dict[tuple[str, str], Counts] = defaultdict(Counts)
    unrecorded: dict[int, int] = defaultdict(int)
    for row in rows:
        sessions[row["site_id"]].add(row["held_now"], row["held"])
        people[row["site_id"]].add(row["came_now"], row["came"])
        by_kind[row["kind"], row["mode"]].add(row["held_now"], row["held"])
        unrecorded[row["site_id"]] += row["passed"]
    return sessions, people, by_kind, unrecorded


def _groups(programme: Programme, start: date, day: date) -> dict[str, Counts]:
    """People at sessions by staff group, those taken down by name and those counted, in one question."""
    held = Q(session__site__programme=programme, session__state=SessionState.HELD, session__held_on__lte=day)
    in_quarter = Q(session__held_on__gte=start)
    named: QuerySet[Any, Any] = (
        Attendance.objects.filter(held)
        .values(group=F("learner__staff_group"))
        .annotate(now=Count("pk", filter=in_quarter), ever=Count("pk"))
        .order_by()
        .values_list("group", "now", "ever")
    )
    counted: QuerySet[Any, Any] = (
        GroupAttendance.objects.filter(held)
        .values(group=F("staff_group"))
        .annotate(now=Coalesce(Sum("people", filter=in_quarter), Value(0)), ever=Sum("people"))
        .order_by()
        .values_list("group", "now", "ever")
    )
    by_group: dict[str, Counts] = defaultdict(Counts)
    for group, now, ever in named.union(counted, all=True):
        by_group[group].add(now, ever)
    return by_group


def _support(programme: Programme, start: date, day: date) -> tuple[dict[int, Counts], dict[str, Counts]]:
    """Hours of support to practices, by site and by kind."""
    rows: Any = (
        Support.objects.filter(sign_up__site__programme=programme, given_on__lte=day)
        .values_list("sign_up__site_id", "kind")
        .annotate(now=Sum("hours", filter=Q(given_on__gte=start)), ever=Sum("hours"))
        .order_by()
    )
    by_site: dict[int, Counts] = defaultdict(Counts)
    by_kind: dict[str, Counts] = defaultdict(Counts)
    for site, kind, now, ever in rows:
        by_site[site].add(float(now or 0), float(ever))
        by_kind[kind].add(float(now or 0), float(ever))
    return by_site, by_kind


def _feedback(programme: Programme, start: date, day: date) -> Iterable[Asked]:
    """For each question answered on sessions of the quarter, how answers changed: one person's at one session."""
    answers: Any = Answer.objects.filter(
        question__programme=programme, session__site__programme=programme, session__state=SessionState.HELD,
        session__held_on__range=(start, day),
    ).order_by("question__position")  # fmt: skip
    question = ("topic", "wording", "minimum", "maximum", "higher_is_better")
    found: dict[tuple[Any, ...], list[Reading]] = defaultdict(list)
    rows = answers.values_list(
        *(f"question__{name}" for name in question), "session_id", "respondent", "moment", "value"
    )
    for *asked, session, respondent, moment, value in rows:
        _, wording, minimum, maximum, higher = asked
        scale = Scale(wording, minimum, maximum, higher)
        order = 1 if moment == Moment.BEFORE else 2
        found[tuple(asked)].append(Reading(f"{session}/{respondent}", order, value, scale))
    for (topic, wording, minimum, maximum, higher), readings in found.items():
        yield Asked(topic, wording, minimum, maximum, higher, change_of(readings, higher_is_better=higher))
