"""What is missing at a site: one list for the board, the site's pages and the report, the most pressing first.

Rooms above add what they know is missing of what they record, as training does of practices and sessions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q

from towpath.foundation.periods import FinancialYear, Quarter
from towpath.foundation.registry import Registry
from towpath.programmes.models import CoreElement, Mode, PostKind, Site
from towpath.programmes.rules import warning_of
from towpath.programmes.standing import SiteStanding
from towpath.records.quarters import columns_of
from towpath.ui.words import as_day, count_of

EXPECTED_POSTS = (PostKind.CLINICAL_LEAD, PostKind.ADVOCATE_EDUCATOR)


@dataclass(frozen=True)
class Missing:
    """Something missing, and the list of it where there is one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Checks:
    """Of the programme's core elements, how many were not checked at a site in the last quarter that ended."""

    unchecked: int
    elements: int


Records = Callable[[Sequence[SiteStanding], date], Mapping[int, Sequence[Missing]]]
RECORDS: Registry[Records, Records] = Registry("record of what is missing")  # by site, of what rooms above record


def missing_by_site(standings: Sequence[SiteStanding], day: date) -> dict[int, tuple[Missing, ...]]:
    """Everything missing at each site on a day, by its key, with what the rooms above miss there."""
    recorded: dict[int, list[Missing]] = defaultdict(list)
    for records in RECORDS:
        for site, missing in records(standings, day).items():
            recorded[site] += missing
    sites = [one.site for one in standings]
    checks = checks_at(sites, day)
    return {one.site.pk: missing_at(one, recorded[one.site.pk], checks[one.site.pk]) for one in standings}


def missing_at(standing: SiteStanding, records: Iterable[Missing], checks: Checks) -> tuple[Missing, ...]:
    """Everything missing of a site on a day; of one that closed nothing is asked any more.

    Of a site kept in outline only its periods are asked: who is in post there, and what was assessed or checked, is
    not recorded here, which is not the same as missing.
    """
    in_outline = (Missing("Kept in outline: its figures are not reported"),) if standing.site.is_in_outline else ()
    if standing.mode is Mode.CLOSED:
        return in_outline
    if in_outline:
        return (*in_outline, *_periods(standing))
    parts = (_periods(standing), _people(standing), _meetings(standing))
    return (*(one for part in parts for one in part), *records, *_checks(standing, checks))


def _periods(standing: SiteStanding) -> Iterator[Missing]:
    day = standing.day
    if not standing.periods and standing.site.phase.starts_on <= day:
        yield Missing("How this site works has never been recorded")
    for gap in standing.gaps:
        if gap.start <= day:
            is_past = gap.end < day
            spell = f"from {as_day(gap.start)} to {as_day(gap.end)}" if is_past else f"since {as_day(gap.start)}"
            yield Missing(f"Nothing is recorded {spell}")


def _people(standing: SiteStanding) -> Iterator[Missing]:
    """A site that delivers has a partner agency, a clinical lead and an advocate educator."""
    if not standing.delivers:
        return
    if not standing.partners:
        yield Missing("No partner agency recorded")
    in_post = {post.kind for post in standing.posts}
    for kind in EXPECTED_POSTS:
        if kind not in in_post:
            yield Missing(f"No {kind.label.lower()} in post")


def _meetings(standing: SiteStanding) -> Iterator[Missing]:
    """Meetings in person that nothing allows, each sentence once."""
    begun = [period for period in standing.periods if period.started_on <= standing.day]
    warnings = [warning_of(period, standing.assessments, standing.day) for period in begun]
    yield from (Missing(warning.removesuffix(".")) for warning in dict.fromkeys(warnings) if warning)


def _checks(standing: SiteStanding, checks: Checks) -> Iterator[Missing]:
    """The last quarter that ended is checked, where the site delivered on its last day."""
    quarter = Quarter.containing(standing.day).previous()
    mode = standing.mode_on(quarter.end)
    if checks.unchecked and mode is not None and mode.delivers and quarter.end >= standing.site.programme.starts_on:
        were = "was" if checks.unchecked == 1 else "were"
        elements = count_of(checks.elements, "core element")
        yield Missing(f"{checks.unchecked} of {elements} {were} not checked in {quarter.label}")


@dataclass(frozen=True)
class CheckRow:
    """A core element with one of its checks; with `site` None where it was not checked in these quarters."""

    programme: int
    element: int
    name: str
    site: int | None
    quarter: Quarter | None
    finding: str
    reason: str
    evidence: str


def check_rows(programmes: Iterable[int], quarters: Iterable[Quarter]) -> list[CheckRow]:
    """Every core element of these programmes with its checks in these quarters, the oldest first, in one query."""
    wanted = Q()
    for quarter in quarters:
        wanted |= Q(**columns_of(quarter, through="checks__"))
    rows: Any = CoreElement.objects.filter(programme__in=set(programmes)).annotate(
        checked=FilteredRelation("checks", condition=wanted)
    )
    names = ("site_id", "financial_year", "quarter_number", "finding", "reason", "evidence")
    return [
        CheckRow(programme, element, name, site, Quarter(FinancialYear(year), number) if year else None, *found)
        for programme, element, name, site, year, number, *found in rows.order_by(
            "position", "checked__pk"
        ).values_list("programme_id", "pk", "name", *(f"checked__{name}" for name in names))
    ]


def checks_at(sites: Sequence[Site], day: date, rows: Iterable[CheckRow] | None = None) -> dict[int, Checks]:
    """What was checked at each site in the last quarter that ended, in one query where `rows` have not been fetched."""
    quarter = Quarter.containing(day).previous()
    elements: dict[int, set[int]] = defaultdict(set)
    checked: dict[int | None, set[int]] = defaultdict(set)
    for row in check_rows([site.programme_id for site in sites], [quarter]) if rows is None else rows:
        elements[row.programme].add(row.element)
        if row.quarter == quarter:
            checked[row.site].add(row.element)
    of_programme = {site.pk: elements[site.programme_id] for site in sites}
    return {key: Checks(len(all_of - checked[key]), len(all_of)) for key, all_of in of_programme.items()}
