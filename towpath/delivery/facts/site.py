"""What the page of one site shows beyond its row on the board."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, FilteredRelation, Q, QuerySet, Sum

from towpath.delivery.facts import rows
from towpath.delivery.facts.rows import Scope
from towpath.foundation.periods import Quarter
from towpath.programmes.models import CoreElement, Measure, Milestone, Site, Target
from towpath.training.models import SignUp


@dataclass(frozen=True)
class Check:
    """A core element and what the newest check of the quarter found; nothing where it was not checked."""

    element: str
    finding: str
    reason: str
    evidence: str


def core_checks(site: Site, quarter: Quarter) -> list[Check]:
    """Every core element of the programme with the newest check of the site in that quarter."""
    of_quarter = Q(checks__site=site, checks__financial_year=quarter.financial_year.first)
    of_quarter &= Q(checks__quarter_number=quarter.number)
    found = (
        CoreElement.objects.filter(programme=site.programme_id)
        .annotate(checked=FilteredRelation("checks", condition=of_quarter))
        .order_by("position", "checked__pk")
        .values_list("position", "name", "checked__finding", "checked__reason", "checked__evidence")
    )
    newest = {
        position: Check(name, finding or "", reason or "", evidence or "")
        for position, name, finding, reason, evidence in found
    }
    return list(newest.values())


def milestones_to_see(site: Site, day: date) -> list[Milestone]:
    """The site's own milestones as they stood on a day: what was met later was still to meet."""
    listed = list(site.milestones.select_related("programme", "site__phase").order_by("due_on", "pk"))
    for milestone in listed:
        if milestone.met_on and milestone.met_on > day:
            milestone.met_on = None
    return sorted(listed, key=lambda one: (one.met_on is not None, one.due_on or date.max))


def targets_by_quarter(site: Site) -> dict[Quarter, int]:
    """How many practices were to be fully trained by the end of each quarter."""
    listed = Target.objects.filter(site=site, measure=Measure.PRACTICES_TRAINED)
    return {target.quarter: target.number for target in listed}


def practices_in_place(scope: Scope) -> QuerySet[SignUp]:
    """The practices signed up on the day, and whether their staff were ever counted."""
    in_place = rows.practices_signed_up(scope).select_related("practice").order_by("practice__name", "pk")
    return in_place.annotate(is_counted=Exists(rows.counts_by(scope.day)))


def trained_on(scope: Scope) -> dict[int, date]:
    """The day on which each practice became fully trained, by the practice's key, earliest first."""
    found: Any = rows.practices_trained(scope).order_by("reached_on", "pk")
    return dict(found.values_list("sign_up__practice_id", "reached_on"))


def support_hours(scope: Scope) -> Decimal:
    """Hours of support given to the site's practices in the window."""
    return rows.support_given(scope).aggregate(hours=Sum("hours"))["hours"] or Decimal(0)
