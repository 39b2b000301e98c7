"""A site's record: everything of its history, and what is missing of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.foundation.periods import Quarter
from towpath.programmes import policies
from towpath.programmes.missing import Missing, missing_by_site
from towpath.programmes.models import (
    Measure,
    Milestone,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
    Target,
)
from towpath.programmes.models.sites import SiteQuerySet
from towpath.programmes.presenters.checks import QuarterChecks, checks_by_quarter
from towpath.programmes.presenters.milestones import MilestoneLine, present_milestones
from towpath.programmes.rules import warning_of
from towpath.programmes.standing import SiteStanding, standings

NOTHING_RECORDED = "Nothing recorded"


@dataclass(frozen=True)
class PeriodRow:
    """A period of a site with what speaks against it, or a gap between two: the days for which there is no period."""

    started_on: date
    ended_on: date | None
    period: SitePeriod | None = None
    warning: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class SiteRecord:
    """What the page shows of a site besides its rows."""

    mode: str
    missing: tuple[Missing, ...]
    periods: tuple[PeriodRow, ...]
    posts: tuple[SitePost, ...]
    targets: Mapping[Quarter, tuple[int | None, ...]]
    checks: tuple[QuarterChecks, ...]
    milestones: tuple[MilestoneLine, ...]
    may_edit: Verdict


def with_record(sites: SiteQuerySet, day: date) -> SiteQuerySet:
    """Sites with everything their record shows on a day, in as many questions as there are kinds of things."""
    return (
        sites.with_end_of_work(day).select_related("programme__partnership", "phase")
        .prefetch_related("periods", "risk_assessments", "targets", "core_checks", "programme__core_elements")
        .prefetch_related(Prefetch("partners", SitePartner.objects.select_related("agency")))
        .prefetch_related(Prefetch("posts", SitePost.objects.select_related("agency")))
        .prefetch_related(Prefetch("milestones", Milestone.objects.with_bases()))
    )  # fmt: skip


def present_record(site: Site, user: User, day: date) -> SiteRecord:
    """A site fetched with its record, on a day."""
    (standing,) = standings([site], day)
    return SiteRecord(
        mode=standing.mode.label if standing.mode else NOTHING_RECORDED,
        missing=missing_by_site([standing], day)[site.pk],
        periods=period_rows(standing),
        posts=tuple(sorted(site.posts.all(), key=_newest_first, reverse=True)),
        targets=targets_by_measure(site.targets.all()),
        checks=checks_by_quarter(site.programme.core_elements.all(), site.core_checks.all()),
        milestones=present_milestones(site.milestones.all(), day),
        may_edit=policies.may_edit_programme(user, site.programme.partnership),
    )


def period_rows(standing: SiteStanding) -> tuple[PeriodRow, ...]:
    """Periods and gaps, newest first."""
    made, day = standing.assessments, standing.day
    rows = [
        PeriodRow(one.started_on, one.ended_on, one, warning_of(one, made, day), one.is_held_on(day))
        for one in standing.periods
    ]
    rows += [PeriodRow(gap.start, gap.end) for gap in standing.gaps]
    return tuple(sorted(rows, key=lambda row: row.started_on, reverse=True))


def targets_by_measure(targets: Iterable[Target]) -> dict[Quarter, tuple[int | None, ...]]:
    """By quarter, newest first, what is to be reached of each measure in turn; None where no target is set."""
    numbers: dict[Quarter, dict[str, int]] = {}
    for target in targets:
        numbers.setdefault(target.quarter, {})[target.measure] = target.number
    newest_first = sorted(numbers, reverse=True)
    return {quarter: tuple(numbers[quarter].get(measure) for measure in Measure) for quarter in newest_first}


def _newest_first(post: SitePost) -> tuple[bool, date, int]:
    return post.ended_on is None, post.started_on, post.pk
