"""Practices as a list, as a file, and each on its own page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.forms.practices import LEFT, NOT_SIGNED_UP, SIGNED_UP, DayForm, PracticeFilter
from towpath.practices.models import Practice, SignUp
from towpath.practices.parts import lists, parts_for, parts_of_sign_ups
from towpath.practices.presenters.practice_page import present_sign_ups
from towpath.practices.presenters.practices import PracticeLine, practice_sheet, present_practices, standing_in_register
from towpath.practices.presenters.register import present_change, present_facts
from towpath.practices.services.closed import closed_sign_ups
from towpath.practices.trained import TrainedPractices, trained_on
from towpath.practices.views.downloads import list_as_file
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme, Site
from towpath.records.models import TakenBack
from towpath.ui.filters import in_use
from towpath.ui.paging import page_by_key

PAGE = 50
LISTED_AS = {
    "": " found",
    SIGNED_UP: " signed up",
    LEFT: " that left",
    NOT_SIGNED_UP: " not signed up",
}
WITH_SITE = ("site__programme", "practice")


@sees_training
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Practices signed up at one's sites, or all of the register that the words find."""
    visible = SignUp.objects.visible_to(request.user)
    trained = _trained(visible)
    filters = _filters(request)
    found: Any = filters.narrow(Practice.objects.visible_to(request.user), visible, trained.reached)
    page = page_by_key(
        found, after=request.GET.get("after", ""), size=PAGE, order=("rank", "name_upper", "pk"), count=True
    )
    context = {
        "filters": filters,
        "filters_in_use": in_use(filters, request),
        "listed_as": LISTED_AS[filters.chosen_status],
        "page": page,
        "lines": _lines(page.rows, filters.sign_ups(visible), trained),
        "rules": [(one.name, trained.rules[one.pk]) for one in Programme.objects.filter(pk__in=trained.rules)],
        "closed": closed_sign_ups(visible).count(),
        "may_record": policies.sites_to_record_at(request.user).exists(),
        "lists": lists(),
        "may_load": policies.may_load_register(request.user),
        "file_query": request.GET.urlencode(),
    }
    return render(request, "practices/practices.html", context)


@sees_training
@require_safe
def practices_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV, without names of people. Taking it out is recorded."""
    visible = SignUp.objects.visible_to(request.user)
    trained = _trained(visible)
    filters = _filters(request)
    found: Any = filters.narrow(Practice.objects.visible_to(request.user), visible, trained.reached)
    rows = list(found.order_by("rank", "name_upper", "pk"))
    sheet = practice_sheet(_lines(rows, filters.sign_ups(visible), trained, all_of_them=True))
    programmes = Programme.objects.filter(pk__in=trained.rules)
    return list_as_file(request.user, sheet, programmes, listed="practices")


def _filters(request: HttpRequest) -> PracticeFilter:
    sites = Site.objects.visible_to(request.user).order_by("area", "pk").values_list("pk", "area")
    return PracticeFilter(request.GET, sites=[(str(pk), area) for pk, area in sites])


def _trained(visible: Any) -> TrainedPractices:
    """Which practices are fully trained today, of each programme that the person sees practices of."""
    programmes = visible.order_by().values_list("site__programme", flat=True).distinct()
    return trained_on(programmes, today())


def _lines(
    rows: list[Practice], sign_ups: Any, trained: TrainedPractices, *, all_of_them: bool = False
) -> list[PracticeLine]:
    """The lines of these practices, from two questions whatever their number."""
    theirs = sign_ups if all_of_them else sign_ups.filter(practice__in=[practice.pk for practice in rows])
    signed_up = list(theirs.select_related(*WITH_SITE).order_by("practice_id", "signed_up_on", "pk"))
    reached = trained.reached.filter(sign_up__in=theirs.order_by())
    since = dict(reached.values_list("sign_up", "reached_on"))
    return present_practices(rows, signed_up, since, trained.rules)


@sees_training
@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """What the register and one's sites know of a practice, and where it stands on a day. Opening it is recorded."""
    found = get_object_or_404(Practice.objects.visible_to(request.user), code=code)
    record_reading(request.user, Event.PRACTICE_SEEN, found)
    form = DayForm.from_address(request.GET)
    may_merge = policies.may_record_merger(request.user, found)
    sign_ups = _sign_ups_of(request.user, found)
    changes = found.changes.select_related("practice", "into").order_by("-happened_on", "-pk")
    context = {
        "form": form,
        "day": form.day,
        "is_today": form.day == today(),
        "practice": found,
        "facts": [(name, value) for name, value in present_facts(found) if value],
        "register": standing_in_register(found),
        "sign_ups": _presented(request.user, sign_ups, form),
        "parts": parts_for(request.user, found, sign_ups),
        "history": [present_change(change) for change in changes],
        "may_sign_up": found.is_open
        and all(one.left_on for one in sign_ups)
        and policies.sites_to_record_at(request.user).exists(),
        "may_merge": may_merge,
        "taken": TakenBack.objects.still_out().from_owner(found, request.user),
    }
    return render(request, "practices/practice.html", context)


@sees_training
@require_safe
def practice_of_key(request: HttpRequest, pk: int) -> HttpResponse:
    """From an entry of the audit record to the practice it is about."""
    found = get_object_or_404(Practice.objects.visible_to(request.user), pk=pk)
    return redirect("practices:practice", code=found.code)


@sees_training
@require_safe
def signed_up(request: HttpRequest, pk: int) -> HttpResponse:
    """From a sign-up to its practice's page."""
    found = get_object_or_404(SignUp.objects.visible_to(request.user).select_related("practice"), pk=pk)
    return redirect("practices:practice", code=found.practice.code)


def _sign_ups_of(user: Any, practice: Practice) -> list[SignUp]:
    """The practice's sign-ups that this person may see, the newest first, with all that was counted."""
    mine = SignUp.objects.visible_to(user).filter(practice=practice).select_related(*WITH_SITE, "manager")
    return list(mine.prefetch_related("headcounts", "list_sizes").order_by("-signed_up_on"))


def _presented(user: Any, sign_ups: Sequence[SignUp], form: DayForm) -> list[Any]:
    return present_sign_ups(
        sign_ups,
        parts=parts_of_sign_ups(sign_ups, form.day),
        may_record={one.pk: policies.may_record_training(user, one.site) for one in sign_ups},
        names=[one.pk for one in sign_ups if policies.may_see_learners_of(user, one)],
    )
