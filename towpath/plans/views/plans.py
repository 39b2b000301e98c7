"""The list of plans, and a recommendation's own page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.access.declare import signed_in
from towpath.access.grants import holds_somewhere, partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.foundation.clock import today
from towpath.plans.models import Action, Plan, Recommendation
from towpath.plans.presenters.board import summarise_plans
from towpath.plans.views.boards import sees_plans
from towpath.records.models import TakenBack
from towpath.ui.first_page import parts_for
from towpath.ui.navigation import address_of
from towpath.ui.paging import Page


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What needs this person today: what is overdue, what is due soon, their plans, and what their roles call for."""
    day = today()
    actions = Action.objects.visible_to(request.user).with_people()
    late = list(actions.overdue_at(day).order_by("overdue_after", "pk")[:6])
    soon = list(actions.due_soon_at(day).order_by("due_on", "pk")[:6])
    visible = Plan.objects.visible_to(request.user).select_related("partnership")
    plans = summarise_plans(request.user, visible.order_by("-pk")[:6], day)
    return render(
        request,
        "plans/home.html",
        {"day": day, "late": late[:5], "has_more_late": len(late) > 5, "soon": soon[:5],
         "has_more_soon": len(soon) > 5, "plans": plans, "read_in": _read_in(request.user),
         "reports_progress": _reports_progress(request.user), "sees_plans": _sees_plans(request.user),
         "parts": parts_for(request.user)},
    )  # fmt: skip


@sees_plans
@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    """Every plan a person may see, by title, with its ratings as a bar."""
    return list_page(request, PLANS)


def _around(query: ListQuery, page: Page[Plan]) -> dict[str, Any]:
    taken = TakenBack.objects.still_out().listed_to(query.user, Plan)
    return {"read_in": _read_in(query.user), "taken": taken}


PLANS = ListPage(
    title="Plans",
    template="plans/plans.html",
    rows=lambda user: Plan.objects.visible_to(user).select_related("partnership"),
    orders=(ListOrder("", "By title", ("title", "pk")),),
    empty="No plan is kept here yet.",
    size=25,
    present=lambda query, rows: summarise_plans(query.user, rows, today()),
    around=_around,
)


@sees_plans
@require_safe
def recommendation(request: SignedInRequest, pk: int) -> HttpResponse:
    """A recommendation with its actions."""
    visible = Recommendation.objects.visible_to(request.user).select_related("plan")
    found = get_object_or_404(visible, pk=pk)
    actions = Action.objects.visible_to(request.user).filter(recommendation=found).with_people()
    context = {"recommendation": found, "plan": found.plan, "actions": actions.order_by("position"), "day": today()}
    return render(request, "plans/recommendation.html", context)


def _read_in(user: User) -> str:
    """Where this person reads a plan in; empty for whoever may not."""
    return address_of("sources:read") if partnerships_where(user, Permission.EDIT_PLANS) else ""


def _sees_plans(user: User) -> bool:
    """Whether plans are any of this person's business: an advocate educator's first page has none."""
    return holds_somewhere(user, Permission.VIEW_PLANS)


def _reports_progress(user: User) -> bool:
    """Does this person work on actions, so that their page begins with those? Others begin with what they watch."""
    return holds_somewhere(user, Permission.REPORT_PROGRESS)
