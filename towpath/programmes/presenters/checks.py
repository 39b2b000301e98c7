"""What the quarter's checks found of the core elements, as a table and as tags that are read without colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from towpath.foundation.periods import Quarter
from towpath.programmes.models import CoreCheck, CoreElement, Finding, Programme, Site
from towpath.records.quarters import columns_of

COLOURS = {Finding.KEPT: "green", Finding.VARIED: "amber", Finding.NOT_KEPT: "red"}
SHORT = {Finding.KEPT: "Kept", Finding.VARIED: "Varied", Finding.NOT_KEPT: "Not kept"}


@dataclass(frozen=True)
class FindingTag:
    """A finding as a tag, with its reason. Where nobody looked, that is what it says."""

    label: str
    colour: str
    reason: str = ""
    evidence: str = ""
    pk: int | None = None


NOT_CHECKED = FindingTag("Not checked", "grey")


@dataclass(frozen=True)
class CheckTable:
    """Sites down, core elements across, for one quarter; apart from them the sites where nobody looked."""

    quarter: Quarter
    elements: tuple[str, ...]
    rows: tuple[tuple[Site, tuple[FindingTag, ...]], ...]
    unchecked: tuple[Site, ...]


def found_of(finding: str, reason: str = "", evidence: str = "", pk: int | None = None) -> FindingTag:
    return FindingTag(SHORT[Finding(finding)], COLOURS[Finding(finding)], reason, evidence, pk)


def checks_of_quarter(programme: Programme, sites: Iterable[Site], quarter: Quarter) -> CheckTable:
    """The newest finding of a quarter for each site and element, in one query."""
    names: dict[int, str] = {}
    found: dict[tuple[int, int], FindingTag] = {}
    for row in _rows(programme, quarter):
        names[row["pk"]] = row["name"]
        if row["of_quarter__site"] is not None:
            finding, reason = row["of_quarter__finding"], row["of_quarter__reason"]
            found[row["of_quarter__site"], row["pk"]] = found_of(finding, reason)
    looked_at, listed = {site for site, _ in found}, list(sites)
    rows = (
        (site, tuple(found.get((site.pk, element), NOT_CHECKED) for element in names))
        for site in listed if site.pk in looked_at
    )  # fmt: skip
    unchecked = tuple(site for site in listed if site.pk not in looked_at)
    return CheckTable(quarter, tuple(names.values()), tuple(rows), unchecked)


def _rows(programme: Programme, quarter: Quarter) -> Iterable[Any]:
    """Each element with each of its checks in the quarter, oldest first; once, without any, where there are none."""
    of_quarter = Q(**columns_of(quarter, through="checks__"))
    return (
        CoreElement.objects.filter(programme=programme)
        .annotate(of_quarter=FilteredRelation("checks", condition=of_quarter))
        .order_by("position", F("of_quarter__pk").asc())
        .values("pk", "name", "of_quarter__site", "of_quarter__finding", "of_quarter__reason")
    )


@dataclass(frozen=True)
class QuarterChecks:
    """What was found at one site in one quarter, element by element."""

    quarter: Quarter
    findings: tuple[tuple[str, FindingTag], ...]


def checks_by_quarter(elements: Iterable[CoreElement], checks: Iterable[CoreCheck]) -> tuple[QuarterChecks, ...]:
    """A site's checks, newest quarter first; of an element checked twice in a quarter the newest counts."""
    listed = list(elements)
    newest: dict[Quarter, dict[int, FindingTag]] = {}
    for check in sorted(checks, key=lambda check: check.pk):
        found = found_of(check.finding, check.reason, check.evidence, check.pk)
        newest.setdefault(check.quarter, {})[check.element_id] = found
    return tuple(
        QuarterChecks(quarter, tuple((one.name, newest[quarter].get(one.pk, NOT_CHECKED)) for one in listed))
        for quarter in sorted(newest, reverse=True)
    )
