"""Practices as a list, as a file, and each on its own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.access.grants import Visitor
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.forms.practices import LEFT, NOT_SIGNED_UP, SIGNED_UP, DayForm, PracticeFilter
from towpath.practices.models import Practice, SignUp
from towpath.practices.parts import LISTS, parts_for, parts_of_sign_ups
from towpath.practices.presenters.practice_page import SignUpSection
from towpath.practices.presenters.practices import PracticeLine, practice_sheet, present_practices, standing_in_register
from towpath.practices.presenters.register import Happened, present_facts
from towpath.practices.services.mergers import closed_sign_ups
from towpath.practices.trained import trained_on
from towpath.practices.views.reaching import sees_training, training_file
from towpath.programmes.models import Programme, Site
from towpath.records.models import TakenBack
from towpath.ui.paging import Page

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
    return list_page(request, PRACTICES)


@sees_training
@require_safe
def practices_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file, without names of people. Taking it out is recorded."""
    return list_file(request, PRACTICES)


def _filters(query: ListQuery) -> PracticeFilter:
    sites = Site.objects.visible_to(query.user).order_by("area", "pk").values_list("pk", "area")
    visible = SignUp.objects.visible_to(query.user)
    programmes = visible.order_by().values_list("site__programme", flat=True).distinct()
    offered = [(str(pk), area) for pk, area in sites]
    return PracticeFilter(
        query.request.GET, sites=offered, visible=visible, trained=trained_on(programmes, today())
    )  # fmt: skip


def _lines(filters: Any, rows: list[Practice], sign_ups: Any) -> list[PracticeLine]:
    """The lines of these practices with their sign-ups, from two questions whatever their number."""
    signed_up = list(sign_ups.select_related(*WITH_SITE).order_by("practice_id", "signed_up_on", "pk"))
    reached = filters.training.reached.filter(sign_up__in=sign_ups.order_by())
    since = dict(reached.values_list("sign_up", "reached_on"))
    return present_practices(rows, signed_up, since, filters.training.rules)


def _lines_of_page(query: ListQuery, rows: list[Practice]) -> list[PracticeLine]:
    filters: Any = query.filters
    return _lines(filters, rows, filters.sign_ups.filter(practice__in=[practice.pk for practice in rows]))


def _around(query: ListQuery, page: Page[Practice]) -> dict[str, Any]:
    filters: Any = query.filters
    rules = filters.training.rules
    return {
        "listed_as": LISTED_AS[filters.chosen_status],
        "rules": [(one.name, rules[one.pk]) for one in Programme.objects.filter(pk__in=rules)],
        "closed": closed_sign_ups(filters.visible).count(),
        "may_record": policies.sites_to_record_at(query.user).exists(),
        "lists": LISTS.items(),
        "may_load": policies.may_load_register(query.user),
    }


def _take_out(query: ListQuery) -> ListFile:
    filters: Any = query.filters
    sheet = practice_sheet(_lines(filters, list(query.in_order()), filters.sign_ups))
    programmes = Programme.objects.filter(pk__in=filters.training.rules)
    return training_file(query.user, sheet, programmes, "practices")


PRACTICES = ListPage(
    template="practices/practices.html",
    title="Practices",
    rows=Practice.objects.visible_to,
    orders=(ListOrder("", "", ("rank", "name_upper", "pk")),),
    empty="No practice is signed up at your sites yet.",
    none_match="No practice matches these filters.",
    filters=_filters,
    present=_lines_of_page,
    around=_around,
    one="practice",
    is_part_of_all=False,
    file="practices:practices_file",
    take_out=_take_out,
)


@sees_training
@require_safe
def practice(request: SignedInRequest, code: str) -> HttpResponse:
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
        "sections": _sections(request.user, sign_ups, form.day),
        "parts": parts_for(request.user, found, sign_ups),
        "history": [Happened(change) for change in changes],
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


def _sign_ups_of(user: Visitor, practice: Practice) -> list[SignUp]:
    """The practice's sign-ups that this person may see, the newest first, with all that was counted."""
    mine = SignUp.objects.visible_to(user).filter(practice=practice).select_related(*WITH_SITE, "manager")
    return list(mine.prefetch_related("headcounts", "list_sizes").order_by("-signed_up_on"))


def _sections(user: Visitor, sign_ups: Sequence[SignUp], day: date) -> list[SignUpSection]:
    parts = parts_of_sign_ups(sign_ups, day)
    return [
        SignUpSection(
            one,
            parts[one.pk],
            policies.may_record_training(user, one.site),
            shows_names=bool(policies.may_see_learners_of(user, one)),
        )
        for one in sign_ups
    ]
