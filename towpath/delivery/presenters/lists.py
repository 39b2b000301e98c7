"""The list behind each figure: its rows, what is shown of each, and how they make the figure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import QuerySet

from towpath.delivery.facts import rows
from towpath.delivery.facts.rows import Scope
from towpath.foundation.figures import LABELS, Absence
from towpath.practices.models import SignUp
from towpath.programmes.models import Measure, Milestone, SitePost, Target
from towpath.training.models import Attainment, Session, Support

Value: TypeAlias = str | int | Decimal | date | None
FOR = ("practices__practice",)
PRACTICE, SESSION, RECORD = "practices:practice", "training:session", "programmes:site"


@dataclass(frozen=True)
class ListColumn:
    """A column of a list."""

    label: str
    number: bool = False
    date: bool = False


@dataclass(frozen=True)
class Listed:
    """A kind of list. `adds` names the field whose sum is the figure; without it the rows are counted."""

    one: str
    many: str
    rows: Callable[[Scope], QuerySet[Any]]
    needs: tuple[str, ...]
    order: tuple[str, ...]
    headings: tuple[ListColumn, ...]
    cells: Callable[[Any], tuple[Value, ...]]
    leads_to: tuple[str, str]
    with_many: tuple[str, ...] = ()
    adds: str = ""
    is_by_rule: bool = False
    has_window: bool = True
    is_of_people_who_answered: bool = False

    def fetched(self, scope: Scope) -> QuerySet[Any]:
        """The rows with all that is shown of them."""
        return self.rows(scope).select_related(*self.needs).prefetch_related(*self.with_many)

    def key(self, row: Any) -> int | str:
        """What stands in the address of the page a row leads to."""
        for name in self.leads_to[1].split("."):
            row = getattr(row, name)
        return row  # type: ignore[no-any-return]


NAMED = (ListColumn("Practice"), ListColumn("Code"), ListColumn("Site"))
TRAINING = (
    ListColumn("Session"), ListColumn("Held on", date=True), ListColumn("Site"), ListColumn("For"), ListColumn("How"),
    ListColumn("People", number=True),
)  # fmt: skip
MILESTONE = (ListColumn("Milestone"), ListColumn("Site"), ListColumn("Deadline"), ListColumn("Working date", date=True))


def _sign_up(row: SignUp) -> tuple[Value, ...]:
    return row.practice.name, row.practice.code, row.site.area, row.signed_up_on


def _trained(row: Attainment) -> tuple[Value, ...]:
    return row.sign_up.practice.name, row.sign_up.practice.code, row.sign_up.site.area, row.reached_on


def _session(row: Session) -> tuple[Value, ...]:
    return *_planned(row), row.people if row.is_counted else LABELS[Absence.NOT_REPORTED]


def _planned(row: Session) -> tuple[Value, ...]:
    named = ", ".join(sorted(sign_up.practice.name for sign_up in row.practices.all()))
    return row.get_kind_display(), row.held_on, row.site.area, named, row.get_mode_display()


def _milestone(row: Milestone) -> tuple[Value, ...]:
    area = row.site.area if row.site else ""
    return row.name, area, row.deadline_words, row.due_on


def _target(row: Target) -> tuple[Value, ...]:
    return row.site.area, row.get_measure_display(), str(row.quarter), row.number


def _post(row: SitePost) -> tuple[Value, ...]:
    return row.get_kind_display(), row.site.area, row.started_on, row.working_time


def _support(row: Support) -> tuple[Value, ...]:
    return row.sign_up.practice.name, row.sign_up.site.area, row.get_kind_display(), row.given_on, row.hours


def _answered(row: Session) -> tuple[Value, ...]:
    return *_planned(row), row.answered  # type: ignore[attr-defined]


def _practices(
    one: str, many: str, of: Callable[[Scope], QuerySet[SignUp]], *, has_window: bool = False
) -> Listed:  # fmt: skip
    return Listed(
        one, many, of, ("practice", "site"), ("practice__name", "site_id"),
        (*NAMED, ListColumn("Signed up", date=True)), _sign_up, (PRACTICE, "practice.code"), has_window=has_window,
    )  # fmt: skip


def _sessions(one: str, many: str, of: Callable[[Scope], QuerySet[Session]], **more: Any) -> Listed:
    return Listed(one, many, of, ("site",), ("held_on",), TRAINING, _session, (SESSION, "pk"), FOR, **more)


def _attainments(
    one: str, many: str, of: Callable[[Scope], QuerySet[Attainment]], *, has_window: bool = False
) -> Listed:
    return Listed(
        one, many, of, ("sign_up__practice", "sign_up__site"), ("reached_on",),
        (*NAMED, ListColumn("Fully trained on", date=True)), _trained, (PRACTICE, "sign_up.practice.code"),
        is_by_rule=True, has_window=has_window,
    )  # fmt: skip


def _targets(one: str, many: str, measure: Measure) -> Listed:
    return Listed(
        one, many, rows.targets_of(measure), ("site",), ("site__number",),
        (ListColumn("Site"), ListColumn("Target for"), ListColumn("By the end of"), ListColumn("Number", number=True)),
        _target,
        (RECORD, "site_id"), adds="number", is_by_rule=measure == Measure.PRACTICES_TRAINED, has_window=False,
    )  # fmt: skip


def _milestones(one: str, many: str, of: Callable[[Scope], QuerySet[Milestone]]) -> Listed:
    return Listed(
        one, many, of, ("site",), ("due_on",), MILESTONE, _milestone, (RECORD, "site_id"), has_window=False
    )  # fmt: skip


LISTS: dict[str, Listed] = {
    "signed-up": _practices("practice signed up", "practices signed up", rows.practices_signed_up),
    "joined": _practices(
        "practice that signed up", "practices that signed up", rows.practices_joined, has_window=True
    ),
    "trained": _attainments("practice fully trained", "practices fully trained", rows.practices_trained),
    "became-trained": _attainments(
        "practice that became fully trained", "practices that became fully trained", rows.practices_became_trained,
        has_window=True,
    ),
    "ever-trained": _attainments(
        "practice ever fully trained", "practices ever fully trained", rows.practices_ever_trained
    ),
    "targets": _targets("practice to be fully trained", "practices to be fully trained", Measure.PRACTICES_TRAINED),
    "targets-signed-up": _targets(
        "practice to be signed up", "practices to be signed up", Measure.PRACTICES_SIGNED_UP
    ),
    "targets-sessions": _targets("session to be held", "sessions to be held", Measure.SESSIONS),
    "targets-people": _targets("person to be at sessions", "people to be at sessions", Measure.PEOPLE),
    "sessions": _sessions("session held", "sessions held", rows.sessions_held),
    "people": _sessions("person at sessions", "people at sessions", rows.sessions_attended, adds="people"),
    "answered": Listed(
        "person who answered", "people who answered", rows.sessions_answered, ("site",), ("held_on",),
        (*TRAINING[:5], ListColumn("People who answered", number=True)), _answered, (SESSION, "pk"), FOR,
        adds="answered", is_of_people_who_answered=True,
    ),
    "without-attendance": _sessions(
        "session held without attendance recorded", "sessions held without attendance recorded",
        rows.sessions_without_attendance,
    ),
    "past-their-day": Listed(
        "session past its day and not recorded as held", "sessions past their day and not recorded as held",
        rows.sessions_past_their_day, ("site",), ("held_on",),
        (ListColumn("Session"), ListColumn("Planned for", date=True), *TRAINING[2:5]), _planned, (SESSION, "pk"), FOR,
        has_window=False,
    ),
    "uncounted": _practices(
        "practice whose staff were never counted", "practices whose staff were never counted", rows.practices_uncounted
    ),
    "overdue": _milestones("milestone overdue", "milestones overdue", rows.milestones_overdue),
    "due-soon": _milestones(
        "milestone due in the next 30 days", "milestones due in the next 30 days", rows.milestones_due_soon
    ),
    "posts": Listed(
        "person in post", "people in post", rows.posts_held, ("site",), ("site_id", "kind"),
        (ListColumn("Post"), ListColumn("Site"), ListColumn("Since", date=True),
         ListColumn("Working time", number=True)), _post,
        (RECORD, "site_id"), has_window=False,
    ),
    "support": Listed(
        "hour of support", "hours of support", rows.support_given, ("sign_up__practice", "sign_up__site"),
        ("given_on",),
        (ListColumn("Practice"), ListColumn("Site"), ListColumn("Support"), ListColumn("Given on", date=True),
         ListColumn("Hours", number=True)),
        _support, (PRACTICE, "sign_up.practice.code"), adds="hours",
    ),
}  # fmt: skip
