"""A plan in the list of plans: its counts, as words and as a bar."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from towpath.foundation.ratings import NOT_STATED, Rating
from towpath.plans.models import Action, Plan
from towpath.plans.models.plans import Source
from towpath.plans.presenters.board import RatingShare, Summary


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    pk: int
    title: str
    source: str
    partnership: str
    base_date: date | None
    summary: Summary


def present_plans(user: Any, plans: Iterable[Plan], day: date) -> tuple[PlanLine, ...]:
    """Plans with the counts of the actions this person may see in them, in two questions for the whole list."""
    listed = list(plans)
    counts = _counts(user, listed, day)
    return tuple(
        PlanLine(
            plan.pk, plan.title, kind_of(plan), plan.partnership.name, plan.base_date,
            _summary(plan, counts[plan.pk]),
        )
        for plan in listed
    )  # fmt: skip


def kind_of(plan: Plan) -> str:
    """What the plan answers, such as "Strategy"; nothing where none of the kinds fits."""
    return "" if plan.source == Source.OTHER else plan.get_source_display()


def _counts(user: Any, plans: list[Plan], day: date) -> dict[int, list[dict[str, Any]]]:
    """Per plan, one row per rating: how many, how many overdue, due soon, undated."""
    rows = (
        Action.objects.visible_to(user).current().filter(plan__in=plans).values("plan", "rating").order_by()
        .annotate(
            count=Count("pk"),
            overdue=Count("pk", filter=Action.is_overdue(day)),
            due_soon=Count("pk", filter=Action.is_due_soon(day)),
            undated=Count("pk", filter=Action.is_undated(day)),
        )
    )  # fmt: skip
    by_plan: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_plan[row["plan"]].append(dict(row))
    return by_plan


def _summary(plan: Plan, rows: list[dict[str, Any]]) -> Summary:
    count_of = {row["rating"]: row["count"] for row in rows}
    ratings: tuple[Rating, ...] = (*plan.scheme.ratings, NOT_STATED)
    return Summary(
        shares=tuple(RatingShare(rating, count_of.get(rating.slug, 0)) for rating in ratings),
        overdue=sum(row["overdue"] for row in rows),
        due_soon=sum(row["due_soon"] for row in rows),
        undated=sum(row["undated"] for row in rows),
    )
