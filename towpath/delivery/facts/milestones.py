"""Milestones of sites that need looking at, counted in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from towpath.programmes.models import Milestone


@dataclass(frozen=True)
class Milestones:
    """A site's milestones that need looking at."""

    overdue: int = 0
    due_soon: int = 0


def milestones_at(sites: Iterable[int], day: date) -> dict[int, Milestones]:
    """Milestones overdue and due soon at each site, by its key."""
    looked_at = Milestone.objects.filter(site__in=list(sites)).order_by().values_list("site")
    counted: Any = looked_at.annotate(
        overdue=Count("pk", filter=Milestone.is_overdue(day)), due_soon=Count("pk", filter=Milestone.is_due_soon(day))
    )
    return {site: Milestones(overdue, due_soon) for site, overdue, due_soon in counted}
