"""The list of sessions, as a page and as a file, and a session's own page."""

from typing import Any

from django.db.models import Max, Min, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.access.grants import holds_somewhere
from towpath.access.roles import Permission, Reach
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.models import Practice, SignUp
from towpath.practices.views.downloads import list_as_file
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme, Site
from towpath.training.exports.sessions import session_sheet
from towpath.training.forms.sessions import SessionFilter, quarters_between
from towpath.training.models import Attendance, GroupAttendance, Session, SessionState
from towpath.training.models.sessions import STATES
from towpath.training.offered import SESSION_PAGES
from towpath.training.presenters.session import SessionPage, present_session
from towpath.training.presenters.sessions import present_lines
from towpath.training.services.attendance_faults import headcounts_on
from towpath.training.services.session_faults import warning_of_period
from towpath.ui.filters import in_use
from towpath.ui.paging import page_by_key

PAGE, PLANNED = 50, 25
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
    visible = Session.objects.visible_to(request.user)
    filters = _filters(request, visible)
    narrowed = with_practices(request.user, filters.narrow(visible))
    after = request.GET.get("after", "")
    is_whole = "state" not in filters.chosen
    planned = narrowed.filter(state=SessionState.PLANNED).order_by("held_on", "pk")[:PLANNED] if is_whole else []
    others = narrowed.exclude(state=SessionState.PLANNED) if is_whole else narrowed
    page = page_by_key(others, after=after, size=PAGE, order=("-held_on", "-pk"))
    seen = set(Site.objects.visible_to(request.user).values_list("pk", flat=True))
    return render(
        request,
        "training/sessions.html",
        {
            "filters": filters,
            "filters_in_use": in_use(filters, request),
            "planned": present_lines([] if after else planned, seen, today()),
            "lines": present_lines(page.rows, seen, today()),
            "page": page,
            "is_whole": is_whole,
            "file_query": request.GET.urlencode(),
            "may_plan": policies.sites_to_record_at(request.user).exists(),
        },
    )


@sees_training
@require_safe
def sessions_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV, without the name of anybody who came. Taking it out is recorded."""
    visible = Session.objects.visible_to(request.user)
    narrowed = _filters(request, visible).narrow(visible)
    count = narrowed.count()
    programmes = Programme.objects.filter(sites__sessions__in=narrowed.order_by()).distinct()
    seen = set(Site.objects.visible_to(request.user).values_list("pk", flat=True))
    ordered = with_practices(request.user, narrowed).order_by("held_on", "pk")
    sheet = session_sheet(ordered.iterator(AT_ONCE), count, seen, today())
    return list_as_file(request.user, sheet, programmes, listed="sessions")


def with_practices(user: Any, found: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with their site and those of their practices that this person may see.

    Who manages no practice sees a session through its site, and with it every practice: nothing has to be asked again.
    """
    manages = holds_somewhere(user, Permission.VIEW_TRAINING, reach=Reach.PRACTICE)
    seen = SignUp.objects.visible_to(user) if manages else SignUp.objects.all()
    practices = seen.select_related("practice").order_by("practice__name", "pk")
    return found.select_related("site__programme").prefetch_related(Prefetch("practices", practices))


def _filters(request: HttpRequest, visible: QuerySet[Session]) -> SessionFilter:
    days = visible.aggregate(first=Min("held_on"), last=Max("held_on"))
    asked = request.GET.get("practice", "")
    codes = Practice.objects.visible_to(request.user).filter(code=asked if asked.isalnum() else "")
    sites = Site.objects.visible_to(request.user).order_by("area", "pk")
    return SessionFilter(
        request.GET,
        sites=[(str(site.pk), site.area) for site in sites],
        quarters=quarters_between(days["first"], days["last"]),
        practices=[(practice.code, practice.name) for practice in codes],
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
            "session": page,
            "day": found.held_on,
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


def page_of(user: Any, found: Session) -> SessionPage:
    """The session as this person sees it: their own practice only, where they manage one."""
    sign_ups = list(found.practices.all())
    keys = [one.pk for one in sign_ups]
    named = Attendance.objects.filter(session=found, learner__sign_up__in=keys).select_related("learner")
    grouped = GroupAttendance.objects.filter(session=found, sign_up__in=keys)
    return present_session(found, sign_ups, named, grouped, headcounts_on(keys, found.held_on), _named(user, found))


def _named(user: Any, found: Session) -> frozenset[int]:
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
