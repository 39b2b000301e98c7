"""What the page of one site shows beyond its row on the board."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.programmes.missing import CheckRow
from towpath.programmes.models import Measure, Milestone, Site, Target
from towpath.training.facts.practices import SitePractices


@dataclass(frozen=True)
class Check:
    """A core element and what the newest check of the quarter found; nothing where it was not checked."""

    element: str
    finding: str
    reason: str
    evidence: str


def core_checks(rows: Iterable[CheckRow], sites: Iterable[Site], quarter: Quarter) -> dict[int, list[Check]]:
    """By site, every core element of their programme with the newest check of the site in that quarter."""
    elements: dict[int, Check] = {}
    newest: dict[int | None, dict[int, Check]] = defaultdict(dict)
    for row in rows:
        elements.setdefault(row.element, Check(row.name, "", "", ""))
        if row.quarter == quarter:
            newest[row.site][row.element] = Check(row.name, row.finding, row.reason, row.evidence)
    return {site.pk: list((elements | newest[site.pk]).values()) for site in sites}


def milestones_to_see(site: Site, day: date) -> list[Milestone]:
    """The site's own milestones as they stood on a day: what was met later was still to meet."""
    listed = list(site.milestones.select_related("programme", "site__phase").order_by("due_on", "pk"))
    for milestone in listed:
        if milestone.met_on and milestone.met_on > day:
            milestone.met_on = None
    return sorted(listed, key=lambda one: (one.met_on is not None, one.due_on or date.max))


def targets_by_quarter(site: Site) -> dict[Quarter, dict[Measure, int]]:
    """What the site was to reach by the end of each quarter, by what the target is set for."""
    found: dict[Quarter, dict[Measure, int]] = defaultdict(dict)
    for target in Target.objects.filter(site=site):
        found[target.quarter][Measure(target.measure)] = target.number
    return dict(found)


def practices_in_place(practices: SitePractices, day: date) -> list[SignUp]:
    """The practices signed up on the day, each with whether its staff were ever counted."""
    stays = {stay.sign_up: stay for stay in practices.in_place(day)}
    listed = SignUp.objects.filter(pk__in=list(stays)).select_related("practice").order_by("practice__name", "pk")
    for sign_up in listed:
        sign_up.is_counted = stays[sign_up.pk].is_counted(day)  # type: ignore[attr-defined]
    return list(listed)
