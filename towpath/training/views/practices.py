"""Practices as a list, as a file, and each on its own page."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.programmes.models import Programme, Site
from towpath.records.models import TakenBack
from towpath.training import policies
from towpath.training.facts.practices import rules_of
from towpath.training.forms.practices import LEFT, NOT_SIGNED_UP, SIGNED_UP, DayForm, PracticeFilter
from towpath.training.models import Attainment, Practice, SignUp, TrainingRule
from towpath.training.practice_parts import parts_for
from towpath.training.presenters.practice_page import present_sign_ups
from towpath.training.presenters.practices import PracticeLine, practice_sheet, present_practices, standing_in_register
from towpath.training.presenters.register import present_change, present_facts
from towpath.training.services.attaining import facts_of
from towpath.training.services.closed import closed_sign_ups
from towpath.training.services.lists import take_list_out
from towpath.training.services.mergers import IS_MERGED
from towpath.training.services.refreshing import last_refreshers
from towpath.training.views.downloads import as_file
from towpath.training.views.reaching import sees_training
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
    rules = _rules(visible)
    filters = _filters(request)
    found: Any = filters.narrow(
        Practice.objects.visible_to(request.user), visible, [rule.pk for rule in rules.values()]
    )
    page = page_by_key(
        found, after=request.GET.get("after", ""), size=PAGE, order=("rank", "name_upper", "pk"), count=True
    )
    context = {
        "filters": filters,
        "filters_in_use": in_use(filters, request),
        "listed_as": LISTED_AS[filters.chosen_status],
        "page": page,
        "lines": _lines(page.rows, filters.sign_ups(visible), rules),
        "rules": [(one.name, rules[one.pk].rule.words) for one in Programme.objects.filter(pk__in=rules)],
        "closed": closed_sign_ups(visible).count(),
        "may_record": policies.sites_to_record_at(request.user).exists(),
        "may_load": policies.may_load_register(request.user),
        "file_query": request.GET.urlencode(),
    }
    return render(request, "training/practices.html", context)


@sees_training
@require_safe
def practices_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV, without names of people. Taking it out is recorded."""
    visible = SignUp.objects.visible_to(request.user)
    rules = _rules(visible)
    filters = _filters(request)
    found: Any = filters.narrow(
        Practice.objects.visible_to(request.user), visible, [rule.pk for rule in rules.values()]
    )
    rows = list(found.order_by("rank", "name_upper", "pk"))
    sheet = practice_sheet(_lines(rows, filters.sign_ups(visible), rules, all_of_them=True))
    listed = Programme.objects.filter(pk__in=rules)
    take_list_out(actor=request.user, programmes=list(listed), listed="practices", rows=sheet.count)
    return as_file(sheet, "practices")


def _filters(request: HttpRequest) -> PracticeFilter:
    sites = Site.objects.visible_to(request.user).order_by("area", "pk").values_list("pk", "area")
    return PracticeFilter(request.GET, sites=[(str(pk), area) for pk, area in sites])


def _rules(visible: Any) -> dict[int, TrainingRule]:
    """The rule in force today of each programme that the person sees practices of."""
    programmes = visible.order_by().values_list("site__programme", flat=True).distinct()
    return rules_of(programmes).in_force(today())


def _lines(
    rows: list[Practice], sign_ups: Any, rules: dict[int, TrainingRule], *, all_of_them: bool = False
) -> list[PracticeLine]:
    """The lines of these practices, from two questions whatever their number."""
    theirs = sign_ups if all_of_them else sign_ups.filter(practice__in=[practice.pk for practice in rows])
    signed_up = list(theirs.select_related(*WITH_SITE).order_by("practice_id", "signed_up_on", "pk"))
    attained = Attainment.objects.filter(
        rule__in=[rule.pk for rule in rules.values()], reached_on__lte=today(), sign_up__in=theirs.order_by()
    )
    trained = dict(attained.values_list("sign_up", "reached_on"))
    return present_practices(rows, signed_up, trained, {pk: rule.rule.words for pk, rule in rules.items()})


@sees_training
@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """What the register and one's sites know of a practice, and where it stands on a day. Opening it is recorded."""
    found = get_object_or_404(Practice.objects.visible_to(request.user), code=code)
    with transaction.atomic():
        record(actor=request.user, event=Event.PRACTICE_SEEN, subject=found)
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
    return render(request, "training/practice.html", context)


@sees_training
@require_safe
def practice_of_key(request: HttpRequest, pk: int) -> HttpResponse:
    """From an entry of the audit record to the practice it is about."""
    found = get_object_or_404(Practice.objects.visible_to(request.user), pk=pk)
    return redirect("training:practice", code=found.code)


@sees_training
@require_safe
def signed_up(request: HttpRequest, pk: int) -> HttpResponse:
    """From a sign-up to its practice's page."""
    found = get_object_or_404(SignUp.objects.visible_to(request.user).select_related("practice"), pk=pk)
    return redirect("training:practice", code=found.practice.code)


def _sign_ups_of(user: Any, practice: Practice) -> list[SignUp]:
    """The practice's sign-ups that this person may see, the newest first, with all that was counted."""
    mine = SignUp.objects.visible_to(user).filter(practice=practice).annotate(is_merged=IS_MERGED)
    return list(mine.select_related(*WITH_SITE, "manager").prefetch_related("list_sizes").order_by("-signed_up_on"))


def _presented(user: Any, sign_ups: Iterable[SignUp], form: DayForm) -> list[Any]:
    keys = [sign_up.pk for sign_up in sign_ups]
    return present_sign_ups(
        sign_ups,
        day=form.day,
        rules=rules_of({sign_up.site.programme_id for sign_up in sign_ups}).in_force(form.day),
        facts=facts_of(keys, [one.pk for one in sign_ups if one.is_merged]),  # type: ignore[attr-defined]
        refreshed=last_refreshers(SignUp.objects.filter(pk__in=keys), form.day),
        may_record={one.pk: policies.may_record_training(user, one.site) for one in sign_ups},
        names=[one.pk for one in sign_ups if policies.may_see_learners_of(user, one)],
        closed=set(Site.objects.closed_on(form.day).filter(sign_ups__in=keys).values_list("pk", flat=True)),
    )
