"""The board: one plan's actions, or all that a person may see, narrowed and grouped by the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.foundation.ratings import NOT_STATED, SCHEMES, Rating
from towpath.plans import policies
from towpath.plans.forms.board import BoardFilter
from towpath.plans.models import Action, Plan
from towpath.plans.models.actions import ActionQuerySet
from towpath.plans.offered import PLAN_PAGES
from towpath.plans.presenters.board import GROUPINGS, group, options, summarise
from towpath.plans.presenters.plans import kind_of
from towpath.ui.filters import address_with, in_use
from towpath.ui.paging import page_by_key

PAGE = 50
DOCUMENTS_SHOWN = 3
LEADS_OWN_LIST = {"by": "deadline", "due": "open"}
sees_plans = holders_of(Permission.VIEW_PLANS)
# Ratings of every known scheme, each once: what a list over several plans can be narrowed to.
EVERY_RATING = tuple({rating.slug: rating for scheme in SCHEMES for rating in scheme.ratings}.values())


@sees_plans
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan's board. Opening it is recorded."""
    found = get_object_or_404(Plan.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    record_reading(request.user, Event.PLAN_SEEN, found)
    actions = Action.objects.visible_to(request.user).filter(plan=found).current()
    page = _board(request, actions, found.scheme.ratings, {rating.slug for rating in found.scheme.ratings})
    may_edit = policies.may_edit_plans(request.user, found.partnership)
    about = {
        "plan": found,
        "kind": kind_of(found),
        "may_edit": may_edit,
        "documents": found.documents.order_by("-pk")[:DOCUMENTS_SHOWN],
        "tools": PLAN_PAGES.links_for(request.user, found),
    }
    return render(request, "plans/plan.html", page | about)


@sees_plans
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """Every action a person may see, over all plans; an agency lead begins with what is still to be done."""
    is_own = not holds(request.user, Permission.VIEW_PLANS)
    if is_own and not request.GET:
        return redirect(reverse("plans:actions", query=LEADS_OWN_LIST))
    visible = Action.objects.visible_to(request.user).current()
    return render(request, "plans/actions.html", _board(request, visible, EVERY_RATING, set()) | {"is_own": is_own})


def _board(
    request: HttpRequest, actions: ActionQuerySet, ratings: tuple[Rating, ...], always_offered: set[str]
) -> dict[str, Any]:
    """What a board shows, the same for one plan as for all. Ratings that nothing bears are offered only if named."""
    day, offered = today(), (*ratings, NOT_STATED)
    summary = summarise(actions, offered, day)
    kept = always_offered | summary.met | {NOT_STATED.slug, request.GET.get("rating", "")}
    filters = BoardFilter(request.GET, options=options(actions, [one for one in offered if one.slug in kept]))
    asked = request.GET.get("by", "")
    by = asked if asked in GROUPINGS else "recommendation"
    whole = actions.headed_by(by, offered).with_people()
    shown = whole.narrowed_to(filters.chosen, day)
    order = ("plan_id", "heading", "position") if by == "recommendation" else ("heading", "plan_id", "position")
    page = page_by_key(shown, after=request.GET.get("after", ""), size=PAGE, order=order, whole=whole)
    return {
        "day": day,
        "by": by,
        "filters": filters,
        "filters_in_use": [one for one in in_use(filters, request) if one.name != "By"],
        "groupings": _groupings(request, by),
        "summary": summary,
        "groups": group(page.rows, by, day),
        "page": page,
        "paths": {name: address_with(request, due=name, after="") for name in ("overdue", "soon", "undated")},
    }


def _groupings(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The ways to group the list, as links that keep its filters."""
    return [
        {
            "label": label,
            "href": address_with(request, by=name, after=""),
            "is_current": name == current,
        }
        for name, (label, _) in GROUPINGS.items()
    ]
