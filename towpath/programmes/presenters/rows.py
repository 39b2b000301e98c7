"""All rows of one programme that its page and its picture are made of, fetched once."""

from dataclasses import dataclass

from django.db.models import Prefetch

from towpath.programmes.models import Milestone, Phase, Programme, Site, SitePartner, Terms
from towpath.programmes.models.sites import SiteQuerySet


@dataclass(frozen=True)
class ProgrammeRows:
    """A programme's phases with their sites, each with its periods and partners; its milestones and terms."""

    programme: Programme
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    terms: tuple[Terms, ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites, phase by phase."""
        return tuple(site for phase in self.phases for site in phase.sites.all())

    @property
    def contracts(self) -> tuple[tuple[Terms, ...], ...]:
        """The terms of each contract, from the first agreed to those in force."""
        by_contract: dict[int, list[Terms]] = {}
        for terms in self.terms:
            by_contract.setdefault(terms.contract_id, []).append(terms)
        return tuple(tuple(terms) for terms in by_contract.values())


def rows_of_programme(programme: Programme, sites: SiteQuerySet | None = None) -> ProgrammeRows:
    """Everything of a programme in six questions; only of these sites, where somebody sees no others."""
    shown = (Site.objects.all() if sites is None else sites).order_by("number").prefetch_related(
        "periods", Prefetch("partners", SitePartner.objects.select_related("agency"))
    )  # fmt: skip
    phases = tuple(programme.phases.order_by("position").prefetch_related(Prefetch("sites", shown)))
    found = {site.pk for phase in phases for site in phase.sites.all()}
    milestones = programme.milestones.select_related("site__phase")
    terms = Terms.objects.filter(contract__programme=programme).select_related("contract")
    return ProgrammeRows(
        programme,
        phases,
        tuple(one for one in milestones if one.site_id is None or one.site_id in found),
        tuple(terms.order_by("contract__starts_on", "contract_id", "number")),
    )
