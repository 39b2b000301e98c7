"""What can be counted of sessions: those held, the people at them and who answered about them; hours of support."""

from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from towpath.facts.counting import Tally
from towpath.facts.kinds import FACTS, FactColumn, Flow, Rows, Stock
from towpath.facts.listing import FactList
from towpath.foundation.figures import Absence, Figure
from towpath.programmes.facts import Work
from towpath.training.facts.practices import BECAME_TRAINED, EVER_TRAINED, TRAINED
from towpath.training.models import Answer, Attendance, GroupAttendance, Session, SessionState, Support

NOT_REPORTED = Figure(absence=Absence.NOT_REPORTED)
HELD = Q(state=SessionState.HELD)
WITHOUT_ATTENDANCE = HELD & Q(is_counted=False)
WITH_ATTENDANCE = HELD & Q(is_counted=True)


def passed_without_record(known_on: Any) -> Q:
    """Planned, and a day has passed since: from the next day on somebody could have said whether it was held.

    `known_on` is the day on which that is asked, whichever past day the figures are of.
    """
    return Q(state=SessionState.PLANNED, held_on__lt=known_on)


def _passed(tally: Tally) -> Q:
    return passed_without_record(tally.known_on)


SESSION_ROWS = Rows(
    lambda tally: Session.objects.filter(HELD | _passed(tally)), day="held_on", places={"site": "site"},
    kept_apart=_passed,
)  # fmt: skip
PLANNED_COLUMNS = (
    FactColumn("Session", "get_kind_display"), FactColumn("Held on", "held_on", date=True),
    FactColumn("Site", "site.area"),
    FactColumn("For", lambda row: ", ".join(sorted(one.practice.name for one in row.practices.all()))),
    FactColumn("How", "get_mode_display"),
)  # fmt: skip
SESSION_COLUMNS = (
    *PLANNED_COLUMNS,
    FactColumn("People", lambda row: Figure(row.people) if row.is_counted else NOT_REPORTED, number=True),
)
LIST: dict[str, Any] = {
    "model": Session, "related": ("site",), "prefetched": ("practices__practice",), "order": ("held_on",),
    "page": "training:session",
}  # fmt: skip
PAST_THEIR_DAY = Stock(
    key="sessions_past_their_day", label="Sessions past their day and not recorded as held",
    one="session past its day and not recorded as held", many="sessions past their day and not recorded as held",
    of=SESSION_ROWS, where=_passed,
    columns=(PLANNED_COLUMNS[0], FactColumn("Planned for", "held_on", date=True), *PLANNED_COLUMNS[2:]), **LIST,
)  # fmt: skip
SESSIONS = Flow(
    key="sessions", label="Sessions held", one="session held", many="sessions held", of=SESSION_ROWS, where=HELD,
    work=Work.DELIVERS, unsettled=PAST_THEIR_DAY, columns=SESSION_COLUMNS, **LIST,
)  # fmt: skip
PEOPLE = Flow(
    key="people", label="People at sessions", one="person at sessions", many="people at sessions", of=SESSION_ROWS,
    where=WITH_ATTENDANCE, adds="people", during=SESSIONS, columns=SESSION_COLUMNS, **LIST,
)  # fmt: skip
WITHOUT_RECORD = Flow(
    key="sessions_without_attendance", label="Sessions held without attendance recorded",
    one="session held without attendance recorded", many="sessions held without attendance recorded",
    of=SESSION_ROWS, where=WITHOUT_ATTENDANCE, columns=SESSION_COLUMNS, **LIST,
)  # fmt: skip


def _held(session: str) -> Q:
    return Q(**{f"{session}__state": SessionState.HELD})


ANSWER_ROWS = Rows(
    lambda tally: Answer.objects.filter(_held("session")), day="session__held_on", places={"site": "session__site"}
)


def _answered_about(fact_list: FactList) -> QuerySet[Session]:
    """Sessions held about which somebody answered, with how many people did."""
    people = Answer.objects.filter(session=OuterRef("pk")).order_by().values("session")
    counted = Subquery(people.annotate(people=Count("respondent", distinct=True)).values("people"))
    held = Session.objects.filter(HELD, fact_list.within("site", "held_on"))
    return held.annotate(answered=counted).filter(answered__gt=0)


ANSWERED = Flow(
    key="people_who_answered", label="People who answered about sessions", one="person who answered",
    many="people who answered", of=ANSWER_ROWS, adds="answered", tells_of_people=True, during=SESSIONS,
    aggregate=Count(Concat(Cast("session_id", CharField()), Value("/"), "respondent"), distinct=True),
    list_rows=_answered_about,
    columns=(*PLANNED_COLUMNS, FactColumn("People who answered", lambda row: row.answered, number=True)), **LIST,
)  # fmt: skip
SUPPORT_ROWS = Rows(lambda tally: Support.objects.all(), day="given_on", places={"site": "sign_up__site"})
SUPPORT = Flow(
    key="hours_of_support", label="Hours of support", one="hour of support", many="hours of support", model=Support,
    of=SUPPORT_ROWS, adds="hours", work=Work.DELIVERS, place="sign_up.site_id",
    columns=(
        FactColumn("Practice", "sign_up.practice.name"), FactColumn("Site", "sign_up.site.area"),
        FactColumn("Support", "get_kind_display"), FactColumn("Given on", "given_on", date=True),
        FactColumn("Hours", "hours", number=True),
    ), related=("sign_up__practice", "sign_up__site"), order=("given_on",), page="practices:practice",
    page_of="sign_up.practice.code",
)  # fmt: skip
# People by staff group, taken down by name or counted: together the people at sessions.
NAMED = Flow(
    key="people_named", label="People at sessions, by name", one="person at sessions", many="people at sessions",
    model=Attendance, during=SESSIONS,
    of=Rows(
        lambda tally: Attendance.objects.filter(_held("session")).annotate(staff_group=F("learner__staff_group")),
        day="session__held_on", places={"site": "session__site"},
    ),
)  # fmt: skip
COUNTED = Flow(
    key="people_counted", label="People at sessions, counted", one="person at sessions", many="people at sessions",
    model=GroupAttendance, adds="people", during=SESSIONS,
    of=Rows(
        lambda tally: GroupAttendance.objects.filter(_held("session")), day="session__held_on",
        places={"site": "session__site"},
    ),
)  # fmt: skip


def register() -> None:
    """Let what training knows be counted, at sites."""
    FACTS.add(TRAINED, BECAME_TRAINED, EVER_TRAINED)
    FACTS.add(SESSIONS, PEOPLE, SUPPORT, ANSWERED, PAST_THEIR_DAY, WITHOUT_RECORD, NAMED, COUNTED)
