"""What the quarter's checks found of the core elements: sites by elements, and quarters by elements."""

from collections.abc import Iterable
from dataclasses import dataclass

from towpath.foundation.periods import Quarter
from towpath.programmes.missing import CheckRow, check_rows
from towpath.programmes.models import CoreCheck, CoreElement, Programme, Site


@dataclass(frozen=True)
class CheckTable:
    """Sites down, core elements across, for one quarter; apart from them the sites that were not checked at all."""

    quarter: Quarter
    elements: tuple[str, ...]
    rows: tuple[tuple[Site, tuple[CheckRow | None, ...]], ...]
    unchecked: tuple[Site, ...]


def checks_of_quarter(programme: Programme, sites: Iterable[Site], quarter: Quarter) -> CheckTable:
    """The newest check of a quarter for each site and element, in one query."""
    every = check_rows([programme.pk], [quarter])
    names = {row.element: row.name for row in every}
    newest = {(row.site, row.element): row for row in every if row.site is not None}
    checked, listed = {site for site, _ in newest}, list(sites)
    rows = ((site, tuple(newest.get((site.pk, element)) for element in names)) for site in listed if site.pk in checked)
    unchecked = tuple(site for site in listed if site.pk not in checked)
    return CheckTable(quarter, tuple(names.values()), tuple(rows), unchecked)


@dataclass(frozen=True)
class QuarterChecks:
    """The checks of one site in one quarter, element by element; None where one was not checked."""

    quarter: Quarter
    checks: tuple[tuple[str, CoreCheck | None], ...]


def checks_by_quarter(elements: Iterable[CoreElement], checks: Iterable[CoreCheck]) -> tuple[QuarterChecks, ...]:
    """A site's checks, newest quarter first; of an element checked twice in a quarter the newest counts."""
    listed = list(elements)
    newest: dict[Quarter, dict[int, CoreCheck]] = {}
    for check in sorted(checks, key=lambda check: check.pk):
        newest.setdefault(check.quarter, {})[check.element_id] = check
    return tuple(
        QuarterChecks(quarter, tuple((one.name, newest[quarter].get(one.pk)) for one in listed))
        for quarter in sorted(newest, reverse=True)
    )
