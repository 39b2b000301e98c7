"""Adding and amending sites, and the agencies that deliver at them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners.models import Agency
from towpath.programmes import policies
from towpath.programmes.models import Phase, Programme, Site, SitePartner
from towpath.programmes.rules import if_before_launch, if_foreign, if_reversed
from towpath.programmes.services.locking import locked_programme, locked_site
from towpath.programmes.services.periods import amend_period, record_period
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import faults_by_field, refuse
from towpath.records.set_aside import kept_out

__all__ = ["add_partner", "add_site", "amend_period", "amend_site", "correct_partner", "end_partner", "record_period"]


@transaction.atomic
def add_site(
    *,
    actor: User,
    programme: Programme,
    phase: Phase,
    area: str,
    number: int | None = None,
    partners: Sequence[Agency] = (),
    partners_from: date | None = None,
    is_in_outline: bool = False,
) -> Site:
    """Add a site in a phase, with the agencies that deliver there from a day on, else from the phase's first."""
    policies.may_edit_programme(actor, programme.partnership).require()
    held = locked_programme(programme)
    site = Site(
        programme=held, phase=phase, area=area, number=number or _next_number(held), is_in_outline=is_in_outline
    )
    refuse(**faults_of_site(site))
    refuse(partners=if_foreign(held, *partners))
    save_with_history(site, actor=actor)
    record(actor=actor, event=Event.SITE_ADDED, subject=site, number=site.number)
    for agency in partners:
        add_partner(actor=actor, site=site, agency=agency, started_on=partners_from or phase.starts_on)
    return site


@transaction.atomic
def amend_site(
    *, actor: User, site: Site, version: int, area: str, phase: Phase, is_in_outline: bool | None = None
) -> Site:  # fmt: skip
    """Correct the area a site serves and the phase it belongs to, and say whether it is kept in outline."""
    policies.may_edit_programme(actor, site.programme.partnership).require()
    locked_programme(site.programme)
    held = hold(Site.objects.select_related("programme__partnership"), site.pk, version=version)
    held.area, held.phase = area, phase
    held.is_in_outline = held.is_in_outline if is_in_outline is None else is_in_outline
    refuse(**faults_of_site(held))
    save_with_history(held, actor=actor)
    record(actor=actor, event=Event.SITE_AMENDED, subject=held)
    return held


@transaction.atomic
def add_partner(
    *, actor: User, site: Site, agency: Agency, started_on: date, ended_on: date | None = None
) -> SitePartner:  # fmt: skip
    """Record that an agency delivers at a site from a day on."""
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    partner = SitePartner(site=held, agency=agency, started_on=started_on, ended_on=ended_on)
    refuse(**faults_of_partner(partner))
    save_with_history(partner, actor=actor)
    record(actor=actor, event=Event.SITE_AMENDED, subject=held, partner=agency.pk)
    return partner


@transaction.atomic
def correct_partner(
    *,
    actor: User,
    partner: SitePartner,
    why: str,
    agency: Agency,
    started_on: date,
    ended_on: date | None,
    version: int | None = None,
) -> SitePartner:
    """Correct which agency delivered at a site, and when; and say why."""
    policies.may_edit_programme(actor, partner.site.programme.partnership).require()
    site = locked_site(partner.site)
    held = hold(site.partners.all(), partner.pk, version=version)
    held.site, held.agency, held.started_on, held.ended_on = site, agency, started_on, ended_on
    refuse(**faults_of_partner(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.SITE_AMENDED, subject=site, partner=agency.pk)
    return held


@transaction.atomic
def end_partner(
    *, actor: User, partner: SitePartner, ended_on: date, why: str = "", version: int | None = None
) -> SitePartner:  # fmt: skip
    """Record the last day on which an agency delivered at a site; another than the one recorded asks why.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, partner.site.programme.partnership).require()
    site = locked_site(partner.site)
    held = hold(site.partners.all(), partner.pk, version=version)
    is_other = held.ended_on is not None and held.ended_on != ended_on
    is_longer = held.ended_on is not None and held.ended_on < ended_on
    held.site, held.ended_on = site, ended_on
    refuse(ended_on=if_reversed(held.started_on, ended_on) or (_if_partner_already(held) if is_longer else ""))
    require_reason(why, changes=is_other, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.SITE_AMENDED, subject=site, partner=held.agency_id, until=ended_on.isoformat())
    return held


def _next_number(programme: Programme) -> int:
    """After the last one given, that of a site taken back too: it may be put back."""
    numbers = [*programme.sites.values_list("number", flat=True), *kept_out(Site, "number", programme=programme.pk)]
    return max(numbers, default=0) + 1


def faults_of_site(site: Site) -> dict[str, str]:
    """A site has an area and a number of its own, and a phase of its programme."""
    others = site.programme.sites.exclude(pk=site.pk)
    area_taken = others.filter(area__iexact=site.area).exists()
    number_taken = others.filter(number=site.number).exists()
    is_foreign = site.phase.programme_id != site.programme_id
    return faults_by_field(
        area=f"This programme has a site in {site.area} already." if area_taken else "",
        number=f"This programme has a site {site.number} already." if number_taken else "",
        phase="Choose a phase of this programme." if is_foreign else "",
    )


def faults_of_partner(partner: SitePartner) -> dict[str, str]:
    """A partner is an agency of the partnership, since the launch at the earliest, and once at a time."""
    return faults_by_field(
        agency=if_foreign(partner.site.programme, partner.agency) or _if_partner_already(partner),
        started_on=if_before_launch(partner.site.programme, partner.started_on),
        ended_on=if_reversed(partner.started_on, partner.ended_on),
    )


def _if_partner_already(partner: SitePartner) -> str:
    """An agency is a site's partner once at a time."""
    same = partner.site.partners.filter(agency=partner.agency).exclude(pk=partner.pk)
    is_double = same.sharing_a_day(*partner.days).exists()
    return f"{partner.agency.name} is recorded as a partner of this site in that time already." if is_double else ""
