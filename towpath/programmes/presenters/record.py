"""A site's record: everything of its history, and what is missing of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from towpath.access.verdicts import Verdict
from towpath.foundation.periods import Quarter
from towpath.programmes import policies
from towpath.programmes.meeting import warning_of
from towpath.programmes.missing import Missing, checks_recorded, history_of, missing_at, records_missing_at
from towpath.programmes.models import (
    Measure,
    Milestone,
    RiskAssessment,
    Site,
    SitePartner,
    SitePost,
    Target,
)
from towpath.programmes.models.sites import SiteQuerySet
from towpath.programmes.presenters.checks import QuarterChecks, checks_by_quarter
from towpath.programmes.presenters.milestones import MilestoneLine, present_milestones
from towpath.ui.timeline import Gap

NOTHING_RECORDED = "Nothing recorded"


@dataclass(frozen=True)
class PeriodRow:
    """A period of a site, or a gap between two; `pk` is None for a gap."""

    pk: int | None
    mode: str
    started_on: date
    ended_on: date | None
    reason: str
    warning: str
    is_current: bool


@dataclass(frozen=True)
class PostRow:
    """Somebody in post, or who was."""

    pk: int
    kind: str
    name: str
    agency: str
    working_time: str
    started_on: date
    ended_on: date | None
    has_account: bool


@dataclass(frozen=True)
class TargetRow:
    """The targets of a quarter, one for each measure or nothing."""

    quarter: Quarter
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class SiteRecord:
    """All that the page shows."""

    site: Site
    mode: str
    missing: tuple[Missing, ...]
    periods: tuple[PeriodRow, ...]
    partners: tuple[SitePartner, ...]
    posts: tuple[PostRow, ...]
    assessments: tuple[RiskAssessment, ...]
    measures: tuple[str, ...]
    targets: tuple[TargetRow, ...]
    elements: tuple[str, ...]
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


def present_record(site: Site, user: Any, day: date) -> SiteRecord:
    """A site fetched with its record, on a day."""
    known = history_of(site, day, site.posts.all(), site.risk_assessments.all())
    elements, periods = tuple(site.programme.core_elements.all()), period_rows(site, known.gaps, day)
    records, checks = records_missing_at([site], day)[site.pk], checks_recorded(site, day)
    return SiteRecord(
        site=site,
        mode=next((row.mode for row in periods if row.is_current), NOTHING_RECORDED),
        missing=missing_at(known, day, records, checks),
        periods=periods,
        partners=tuple(site.partners.all()),
        posts=tuple(_post(post) for post in sorted(site.posts.all(), key=_newest_first, reverse=True)),
        assessments=tuple(reversed(site.risk_assessments.all())),
        measures=tuple(measure.label for measure in Measure),
        targets=target_rows(site.targets.all()),
        elements=tuple(element.name for element in elements),
        checks=checks_by_quarter(elements, site.core_checks.all()),
        milestones=present_milestones(site.milestones.all(), day),
        may_edit=policies.may_edit_programme(user, site.programme.partnership),
    )


def period_rows(site: Site, gaps: Iterable[Gap], day: date) -> tuple[PeriodRow, ...]:
    """Periods and gaps, newest first."""
    assessments = list(site.risk_assessments.all())
    rows = [
        PeriodRow(
            one.pk, one.get_mode_display(), one.started_on, one.ended_on, one.reason,
            warning_of(one, assessments, day),
            one.is_held_on(day),
        )
        for one in site.periods.all()
    ]  # fmt: skip
    rows += [PeriodRow(None, NOTHING_RECORDED, gap.start, gap.end, "", "", is_current=False) for gap in gaps]
    return tuple(sorted(rows, key=lambda row: row.started_on, reverse=True))


def target_rows(targets: Iterable[Target]) -> tuple[TargetRow, ...]:
    """Targets by quarter, newest first."""
    numbers: dict[Quarter, dict[str, int]] = {}
    for target in targets:
        numbers.setdefault(target.quarter, {})[target.measure] = target.number
    return tuple(
        TargetRow(quarter, tuple(numbers[quarter].get(measure) for measure in Measure))
        for quarter in sorted(numbers, reverse=True)
    )


def working_time_in_words(working_time: Decimal) -> str:
    """Whole post, or 0.6 of a whole post."""
    return "Whole post" if working_time == 1 else f"{working_time.normalize():f} of a whole post"


def _newest_first(post: SitePost) -> tuple[bool, date, int]:
    return post.ended_on is None, post.started_on, post.pk


def _post(post: SitePost) -> PostRow:
    return PostRow(
        pk=post.pk,
        kind=post.get_kind_display(),
        name=post.name,
        agency=post.agency.name if post.agency else "",
        working_time=working_time_in_words(post.working_time),
        started_on=post.started_on,
        ended_on=post.ended_on,
        has_account=post.person_id is not None,
    )
