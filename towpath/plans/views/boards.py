"""The board: one plan's actions, or all that a person may see, narrowed and grouped by the address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.foundation.ratings import NOT_STATED, SCHEMES, Rating
from towpath.plans import policies
from towpath.plans.forms.board import PlanBoardFilter
from towpath.plans.models import Action, Plan
from towpath.plans.models.actions import ActionQuerySet
from towpath.plans.papers.kind import may_see_reports
from towpath.plans.presenters.board import GROUPINGS, group, options, summarise
from towpath.ui.filters import address_with

DOCUMENTS_SHOWN = 3
LEADS_OWN_LIST = {"by": "deadline", "due": "open"}
sees_plans = holders_of(Permission.VIEW_PLANS)
# Ratings of every known scheme, each once: what a list over several plans can be narrowed to.
EVERY_RATING = tuple({rating.slug: rating for scheme in SCHEMES for rating in scheme.ratings}.values())


@sees_plans
@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """One plan's board. Opening it is recorded."""
    found = get_object_or_404(Plan.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    record_reading(request.user, Event.PLAN_SEEN, found)
    actions = Action.objects.visible_to(request.user).filter(plan=found).current()
    ratings = found.scheme.ratings
    every = {rating.slug for rating in ratings}
    listed = _board(request, actions, ratings, every, found.title, "plans/plan.html", are_few=True)
    return list_page(
        request, listed,
        plan=found,
        may_edit=policies.may_edit_plans(request.user, found.partnership),
        documents=found.documents.order_by("-pk")[:DOCUMENTS_SHOWN],
        may_see_reports=may_see_reports(request.user, found),
        may_export=policies.may_export(request.user, found),
    )  # fmt: skip


@sees_plans
@require_safe
def actions(request: SignedInRequest) -> HttpResponse:
    """Every action a person may see, over all plans; an agency lead begins with what is still to be done."""
    is_own = not holds(request.user, Permission.VIEW_PLANS)
    if is_own and not request.GET:
        return redirect(reverse("plans:actions", query=LEADS_OWN_LIST))
    visible = Action.objects.visible_to(request.user).current()
    title = "Your agency’s actions" if is_own else "Actions"
    listed = _board(request, visible, EVERY_RATING, set(), title, "plans/actions.html", are_few=is_own)
    return list_page(request, listed)


def _board(
    request: SignedInRequest,
    actions: ActionQuerySet,
    ratings: tuple[Rating, ...],
    always_offered: set[str],
    title: str,
    template: str,
    *,
    are_few: bool,
) -> ListPage:
    """What a board shows, the same for one plan as for all. Ratings that nothing bears are offered only if named."""
    day, offered = today(), (*ratings, NOT_STATED)
    summary = summarise(actions, offered, day)
    kept = always_offered | summary.met | {NOT_STATED.slug, request.GET.get("rating", "")}
    offers = options(actions, [one for one in offered if one.slug in kept], are_few=are_few)
    asked_by = request.GET.get("by", "")
    by = asked_by if asked_by in GROUPINGS else "recommendation"
    order = ("plan_id", "heading", "position") if by == "recommendation" else ("heading", "plan_id", "position")

    def filters(query: ListQuery) -> PlanBoardFilter:
        query.number_of_all = summary.total
        return PlanBoardFilter(request.GET, options=offers)

    return ListPage(
        title=title,
        template=template,
        rows=lambda user: actions.headed_by(by, offered).with_people(),
        orders=(ListOrder("", "", order),),
        empty="There is no action here yet.",
        none_match="No action matches these filters.",
        filters=filters,
        present=lambda query, rows: group(rows, by),
        around=lambda query, page: {
            "day": day,
            "groupings": _groupings(request, by),
            "summary": summary,
            "paths": {name: address_with(request, due=name, after="") for name in ("overdue", "soon", "undated")},
        },
        is_wide=True,
        one="action",
    )


def _groupings(request: SignedInRequest, current: str) -> list[dict[str, Any]]:
    """The ways to group the list, as links that keep its filters."""
    return [
        {
            "label": label,
            "href": address_with(request, by=name, after=""),
            "is_current": name == current,
        }
        for name, (label, _) in GROUPINGS.items()
    ]
