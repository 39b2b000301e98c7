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
from towpath.programmes.models import (
    CoreElement,
    Mode,
    PostKind,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
)
from towpath.programmes.rules import warning_of
from towpath.records.quarters import columns_of
from towpath.ui.timeline import DateLine, Gap, Lane, Stretch, Timeline
from towpath.ui.words import as_day, count_of

EXPECTED_POSTS = (PostKind.CLINICAL_LEAD, PostKind.ADVOCATE_EDUCATOR)


@dataclass(frozen=True)
class Missing:
    """Something missing, and the list of it where there is one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class SiteHistory:
    """What is known of a site by a day: its periods and the gaps between them, partners, posts and assessments."""

    site: Site
    periods: Sequence[SitePeriod]
    gaps: Sequence[Gap]
    partners: Sequence[SitePartner]
    posts: Sequence[SitePost]
    assessments: Sequence[RiskAssessment]

    def mode_on(self, day: date) -> Mode | None:
        """How the site works on a day; None where nothing is recorded."""
        return next((Mode(period.mode) for period in self.periods if period.is_held_on(day)), None)


@dataclass(frozen=True)
class Checks:
    """Of the programme's core elements, how many were not checked at a site in the last quarter that ended."""

    unchecked: int
    elements: int


Records = Callable[[Sequence[Site], date], Mapping[int, Sequence[Missing]]]
RECORDS: Registry[Records, Records] = Registry("record of what is missing")  # by site, of what rooms above record


def records_missing_at(sites: Sequence[Site], day: date) -> dict[int, list[Missing]]:
    """What the rooms above miss at each of these sites."""
    found: dict[int, list[Missing]] = defaultdict(list)
    for records in RECORDS:
        for site, missing in records(sites, day).items():
            found[site] += missing
    return found


def history_of(site: Site, day: date, posts: Iterable[SitePost], assessments: Iterable[RiskAssessment]) -> SiteHistory:
    """A site fetched with its periods, its partners and the end of all work, as the picture of its programme has it."""
    periods = list(site.periods.all())
    return SiteHistory(
        site, periods, gaps_between(site, periods, day), list(site.partners.all()), list(posts), list(assessments)
    )  # fmt: skip


def gaps_between(site: Site, periods: Iterable[SitePeriod], day: date) -> tuple[Gap, ...]:
    """The days for which nothing is recorded, up to a day or to the end of all work where that is sooner."""
    ends = getattr(site, "work_ends_on", None)
    lines = (DateLine("End of all work", ends),) if ends else ()
    stretches = (Stretch(one.mode, "", one.started_on, one.ended_on) for one in periods)
    lane = Lane("", site.area, stretches=tuple(stretches))
    return Timeline("", (lane,), lines, today=day).gaps_in(lane)


def missing_at(history: SiteHistory, day: date, records: Iterable[Missing], checks: Checks) -> tuple[Missing, ...]:
    """Everything missing of a site on a day; of one that closed nothing is asked any more.

    Of a site kept in outline only its periods are asked: who is in post there, and what was assessed or checked, is
    not recorded here, which is not the same as missing.
    """
    in_outline = (Missing("Kept in outline: its figures are not reported"),) if history.site.is_in_outline else ()
    if history.mode_on(day) is Mode.CLOSED:
        return in_outline
    if in_outline:
        return (*in_outline, *_history(history, day))
    parts = (_history(history, day), _people(history, day), _meetings(history, day))
    return (*(one for part in parts for one in part), *records, *_checks(history, checks, day))


def _history(history: SiteHistory, day: date) -> Iterator[Missing]:
    if not history.periods and history.site.phase.starts_on <= day:
        yield Missing("How this site works has never been recorded")
    for gap in history.gaps:
        if gap.start <= day:
            is_past = gap.end < day
            spell = f"from {as_day(gap.start)} to {as_day(gap.end)}" if is_past else f"since {as_day(gap.start)}"
            yield Missing(f"Nothing is recorded {spell}")


def _people(history: SiteHistory, day: date) -> Iterator[Missing]:
    """A site that delivers has a partner agency, a clinical lead and an advocate educator."""
    mode = history.mode_on(day)
    if mode is None or not mode.delivers:
        return
    if not any(partner.is_held_on(day) for partner in history.partners):
        yield Missing("No partner agency recorded")
    in_post = {post.kind for post in history.posts if post.is_held_on(day)}
    for kind in EXPECTED_POSTS:
        if kind not in in_post:
            yield Missing(f"No {kind.label.lower()} in post")


def _meetings(history: SiteHistory, day: date) -> Iterator[Missing]:
    """Meetings in person that nothing allows, each sentence once."""
    begun = [period for period in history.periods if period.started_on <= day]
    made = [one for one in history.assessments if one.made_on <= day]
    warnings = [warning_of(period, made, day) for period in begun]
    yield from (Missing(warning.removesuffix(".")) for warning in dict.fromkeys(warnings) if warning)


def _checks(history: SiteHistory, checks: Checks, day: date) -> Iterator[Missing]:
    """The last quarter that ended is checked, where the site delivered on its last day."""
    quarter = Quarter.containing(day).previous()
    mode = history.mode_on(quarter.end)
    if checks.unchecked and mode is not None and mode.delivers and quarter.end >= history.site.programme.starts_on:
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


def checks_of(rows: Iterable[CheckRow], sites: Iterable[Site], day: date) -> dict[int, Checks]:
    """What was checked at each site in the last quarter that ended."""
    quarter = Quarter.containing(day).previous()
    elements: dict[int, set[int]] = defaultdict(set)
    checked: dict[int | None, set[int]] = defaultdict(set)
    for row in rows:
        elements[row.programme].add(row.element)
        if row.quarter == quarter:
            checked[row.site].add(row.element)
    of_programme = {site.pk: elements[site.programme_id] for site in sites}
    return {key: Checks(len(all_of - checked[key]), len(all_of)) for key, all_of in of_programme.items()}


def checks_recorded(site: Site, day: date) -> Checks:
    """The same of one site fetched with its checks and the elements of its programme."""
    quarter = Quarter.containing(day).previous()
    elements = {element.pk for element in site.programme.core_elements.all()}
    checked = {check.element_id for check in site.core_checks.all() if check.quarter == quarter}
    return Checks(len(elements - checked), len(elements))


def checks_at(sites: Sequence[Site], day: date) -> dict[int, Checks]:
    """The same, in one query."""
    rows = check_rows({site.programme_id for site in sites}, [Quarter.containing(day).previous()])
    return checks_of(rows, sites, day)
