"""A programme's own page."""

from dataclasses import dataclass
from datetime import date

from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.documents.blocks import PictureBlock
from towpath.foundation.periods import Quarter
from towpath.programmes import policies
from towpath.programmes.models import Milestone, Phase, Programme, Site, SitePeriod
from towpath.programmes.presenters.checks import CheckTable, checks_of_quarter
from towpath.programmes.presenters.contracts import ContractView, present_contracts
from towpath.programmes.presenters.milestones import MilestoneLine, present_milestones
from towpath.programmes.presenters.programmes import state_of
from towpath.programmes.presenters.rows import ProgrammeRows, rows_of_programme
from towpath.programmes.presenters.timeline import timeline_of
from towpath.programmes.rules import in_days
from towpath.programmes.standing import partners_on, period_on
from towpath.ui.timeline import present_timeline


@dataclass(frozen=True)
class SiteToday:
    """A site in the table of a phase: the period it is in, if one is recorded, and who delivers there."""

    site: Site
    period: SitePeriod | None
    partners: str

    @property
    def days(self) -> str:
        return in_days(self.period) if self.period else ""


@dataclass(frozen=True)
class ProgrammePage:
    """All that the page shows."""

    state: str
    phases: tuple[tuple[Phase, tuple[SiteToday, ...]], ...]
    contracts: tuple[ContractView, ...]
    milestones: tuple[MilestoneLine, ...]
    checks: CheckTable
    picture: PictureBlock
    may_edit: Verdict
    may_see_contract: Verdict


def present_programme(programme: Programme, user: User, day: date, quarter: Quarter) -> ProgrammePage:
    """A programme fetched with its agencies, as this person sees it on a day."""
    rows = rows_of_programme(programme, Site.objects.visible_to(user))
    may_see_contract = policies.may_see_contract(user, programme)
    return ProgrammePage(
        state=state_of(programme.starts_on, [terms[-1] for terms in rows.contracts], day),
        phases=tuple((one, _sites(one, day)) for one in rows.phases if may_see_contract or one.sites.all()),
        contracts=present_contracts(rows.contracts) if may_see_contract else (),
        milestones=present_milestones(_in_order(rows), day),
        checks=checks_of_quarter(programme, rows.sites, quarter),
        picture=present_timeline(timeline_of(programme, day, rows)),
        may_edit=policies.may_edit_programme(user, programme.partnership),
        may_see_contract=may_see_contract,
    )


def _in_order(rows: ProgrammeRows) -> list[Milestone]:
    """Milestones still to meet by day, those without one last; then those that were met, newest first."""
    for one in rows.milestones:
        one.programme = rows.programme
    to_meet = [one for one in rows.milestones if one.met_on is None]
    met = [one for one in rows.milestones if one.met_on is not None]
    return sorted(to_meet, key=lambda one: (one.due_on is None, one.due_on, one.pk)) + sorted(
        met, key=lambda one: (one.met_on, one.pk), reverse=True
    )


def _sites(phase: Phase, day: date) -> tuple[SiteToday, ...]:
    return tuple(
        SiteToday(site, period_on(site.periods.all(), day), partners_on(site, day)) for site in phase.sites.all()
    )
