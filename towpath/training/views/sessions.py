"""The list of sessions, as a page and as a file, and a session's own page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.access.grants import Visitor, holds_somewhere
from towpath.access.roles import Permission, Reach
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.models import Practice, SignUp
from towpath.practices.views.reaching import sees_training, training_file
from towpath.programmes.models import Programme, Site
from towpath.training.exports.lists import session_sheet
from towpath.training.forms.sessions import SessionFilter, quarters_between
from towpath.training.models import Attendance, GroupAttendance, Session, SessionState
from towpath.training.models.sessions import STATES
from towpath.training.offered import SESSION_PAGES
from towpath.training.presenters.session import SessionPage, present_session
from towpath.training.presenters.sessions import SessionLine
from towpath.training.services.attendance_faults import headcounts_on
from towpath.training.services.session_faults import warning_of_period
from towpath.training.views.support import sites_of
from towpath.ui.paging import Page

PLANNED = 25  # at most, above the others
AT_ONCE = 1000  # rows of a file read together
MOVES = {
    SessionState.HELD: "Record as held",
    SessionState.CANCELLED: "Cancel the session",
    SessionState.PLANNED: "Take back to planned",
}


@sees_training
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """What is planned, the next first, then what was held, the newest first; narrowed by the address."""
    return list_page(request, SESSIONS)


@sees_training
@require_safe
def sessions_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file, without the name of anybody who came. Taking it out is recorded."""
    return list_file(request, SESSIONS)


def with_practices(user: Visitor, found: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with their site and those of their practices that this person may see.

    Who manages no practice sees a session through its site, and with it every practice: nothing has to be asked again.
    """
    manages = holds_somewhere(user, Permission.VIEW_TRAINING, reach=Reach.PRACTICE)
    seen = SignUp.objects.visible_to(user) if manages else SignUp.objects.all()
    practices = seen.select_related("practice").order_by("practice__name", "pk")
    return found.select_related("site__programme").prefetch_related(Prefetch("practices", practices))


def _visible(user: Visitor) -> QuerySet[Session]:
    return with_practices(user, Session.objects.visible_to(user))


def _filters(query: ListQuery) -> SessionFilter:
    visible: Any = query.visible
    days = visible.aggregate(first=Min("held_on"), last=Max("held_on"), count=Count("pk"))
    query.number_of_all = days["count"]
    code = query.request.GET.get("practice", "")
    codes = Practice.objects.visible_to(query.user).filter(code=code if code.isalnum() else "")
    return SessionFilter(
        query.request.GET,
        sites=sites_of(query.user),
        quarters=quarters_between(days["first"], days["last"]),
        practices=[(practice.code, practice.name) for practice in codes],
    )


def _is_whole(query: ListQuery) -> bool:
    """Whether planned sessions stand above the others; not where one state was asked for."""
    return "state" not in query.filters.chosen


def _below(query: ListQuery) -> QuerySet[Session]:
    rows: Any = query.rows
    return rows.exclude(state=SessionState.PLANNED) if _is_whole(query) else rows


def _seen(user: Visitor) -> set[int]:
    return set(Site.objects.visible_to(user).values_list("pk", flat=True))


def _lines(rows: Iterable[Session], seen: set[int]) -> list[SessionLine]:
    return [SessionLine(one, one.site_id in seen, today()) for one in rows]


def _around(query: ListQuery, page: Page[Session]) -> dict[str, Any]:
    rows: Any = query.rows
    is_shown = _is_whole(query) and not query.request.GET.get("after")
    planned = rows.filter(state=SessionState.PLANNED).order_by("held_on", "pk")[:PLANNED] if is_shown else []
    seen = _seen(query.user)
    above = _lines(planned, seen)
    return {
        "planned": above,
        "lines": _lines(page.rows, seen),
        "is_empty": not above and not page.rows,
        "is_whole": _is_whole(query),
        "may_plan": policies.sites_to_record_at(query.user).exists(),
    }


def _take_out(query: ListQuery) -> ListFile:
    rows: Any = query.rows
    count = rows.count()
    programmes = Programme.objects.filter(sites__sessions__in=rows.order_by()).distinct()
    sheet = session_sheet(query.in_order().iterator(AT_ONCE), count, _seen(query.user), today())
    return training_file(query.user, sheet, programmes, "sessions")


SESSIONS = ListPage(
    title="Training sessions",
    template="training/sessions.html",
    rows=_visible,
    paged=_below,
    orders=(ListOrder("", "", ("-held_on", "-pk")),),
    empty="There is no session here yet.",
    none_match="No session matches these filters.",
    filters=_filters,
    around=_around,
    one="session",
    file="training:sessions_file",
    take_out=_take_out,
)


@sees_training
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """What a session was and who came. Names are shown to few, and showing them is recorded."""
    found = visible_session(request, pk)
    page = page_of(request.user, found)
    if page.shows_names:
        record_reading(request.user, Event.ATTENDEES_SEEN, found)
    may_record = policies.may_record_training(request.user, found.site)
    return render(
        request,
        "training/session.html",
        {
            "page": page,
            "session": found,
            "is_waiting": found.state == SessionState.PLANNED and found.held_on <= today(),
            "may_record": may_record,
            "moves": _moves(found) if may_record else [],
            "may_record_people": may_record and found.state != SessionState.CANCELLED and found.held_on <= today(),
            "warning": warning_of_period(found.site, found.held_on) if may_record else "",
            "tools": SESSION_PAGES.links_for(request.user, found),
        },
    )


def visible_session(request: HttpRequest, pk: int) -> Session:
    """The session, where this person may see it, with what its pages show; else a page not found."""
    visible = with_practices(request.user, Session.objects.visible_to(request.user))
    return get_object_or_404(visible.prefetch_related("trainers"), pk=pk)


def page_of(user: Visitor, found: Session) -> SessionPage:
    """The session as this person sees it: their own practice only, where they manage one."""
    sign_ups = list(found.practices.all())
    keys = [one.pk for one in sign_ups]
    named = Attendance.objects.filter(session=found, learner__sign_up__in=keys).select_related("learner")
    grouped = GroupAttendance.objects.filter(session=found, sign_up__in=keys)
    return present_session(found, sign_ups, named, grouped, headcounts_on(keys, found.held_on), _named(user, found))


def _named(user: Visitor, found: Session) -> frozenset[int]:
    """The practices whose people this person may see by name."""
    sign_ups = list(found.practices.all())
    if policies.may_see_attendees(user, found.site):
        return frozenset(one.pk for one in sign_ups)
    mine = [one for one in sign_ups if one.manager_id == user.pk]
    for one in mine:
        one.site = found.site
    return frozenset(one.pk for one in mine if policies.may_see_learners_of(user, one))


def _moves(found: Session) -> list[dict[str, Any]]:
    """What may come next of a session, as buttons; what is refused anyway is not offered."""
    return [
        {"state": state.value, "label": MOVES[state], "is_warning": state is SessionState.CANCELLED}
        for state in STATES.after(SessionState(found.state))
        if not (state is SessionState.HELD and found.held_on > today())
        and not (found.state == SessionState.HELD and found.people)
    ]
