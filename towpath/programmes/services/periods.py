"""How a site works, period by period. Two of a site never overlap, and nothing is ended that nobody asked to end."""

from datetime import date, timedelta

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.programmes import policies
from towpath.programmes.models import Mode, Site, SitePeriod
from towpath.programmes.rules import if_before_launch, if_overlapping, if_pause_unexplained, if_reversed
from towpath.programmes.services.locking import locked_site
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import faults_by_field, refuse

DAY = timedelta(days=1)


@transaction.atomic
def record_period(
    *,
    actor: User,
    site: Site,
    mode: str,
    started_on: date,
    ended_on: date | None = None,
    reason: str = "",
    ends_current: bool = False,
) -> SitePeriod:
    """Record how a site works from a day on; `ends_current` ends the period without an end on the day before."""
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    if ends_current:
        _end_current(actor, held, started_on)
    period = SitePeriod(site=held, mode=Mode(mode), started_on=started_on, ended_on=ended_on, reason=reason)
    refuse(**faults_of_period(period))
    save_with_history(period, actor=actor)
    record(actor=actor, event=Event.SITE_PERIOD_RECORDED, subject=held, **_details(period))
    return period


@transaction.atomic
def amend_period(
    *,
    actor: User,
    period: SitePeriod,
    mode: str,
    started_on: date,
    ended_on: date | None,
    reason: str,
    why: str = "",
    version: int | None = None,
) -> SitePeriod:
    """Correct a period of a site, and say why where it then covers other days or another mode.

    `reason` is the period's own: why the site worked so. The last day of a period that goes on needs no why.
    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, period.site.programme.partnership).require()
    site = locked_site(period.site)
    held = hold(site.periods.all(), period.pk, version=version)
    held.site = site
    was = held.mode, held.started_on, ended_on if held.ended_on is None else held.ended_on
    held.mode, held.started_on, held.ended_on, held.reason = Mode(mode), started_on, ended_on, reason
    refuse(**faults_of_period(held))
    require_reason(why, changes=was != (held.mode, started_on, ended_on), field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.SITE_PERIOD_RECORDED, subject=site, **_details(held))
    return held


def _end_current(actor: User, site: Site, started_on: date) -> None:
    """End the period without an end, where one began before that day; a later one is left to be seen as it is."""
    current = site.periods.filter(ended_on=None, started_on__lt=started_on).first()
    if current is not None:
        save_with_history(current, actor=actor, ended_on=started_on - DAY)


def faults_of_period(period: SitePeriod) -> dict[str, str]:
    """A period begins after the launch, shares no day with another of the site, and a pause says why."""
    fault = if_before_launch(period.site.programme, period.started_on)
    is_reversed = if_reversed(period.started_on, period.ended_on)
    return faults_by_field(
        started_on=fault or ("" if is_reversed else if_overlapping(period.site, period)),
        ended_on=is_reversed,
        reason=if_pause_unexplained(period),
    )


def _details(period: SitePeriod) -> dict[str, str]:
    """The period for the record: its mode and days, never its reason."""
    days = {"mode": str(period.mode), "from": period.started_on.isoformat()}
    return days | ({"until": period.ended_on.isoformat()} if period.ended_on else {})
