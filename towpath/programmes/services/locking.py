"""One change at a time: a row is locked first and read after, so that what is checked is what is there.

Rows that only refer to the one locked do not wait. Whoever locks several begins with the programme.
"""

from towpath.programmes.models import Contract, Programme, Site
from towpath.records.holding import lock


def locked_programme(programme: Programme) -> Programme:
    """The programme, with nobody else adding to it until this transaction ends."""
    lock(Programme, programme.pk, no_key=True)
    return Programme.objects.select_related("partnership").get(pk=programme.pk)


def locked_site(site: Site) -> Site:
    """The site, with nobody else changing its history until this transaction ends."""
    lock(Site, site.pk, no_key=True)
    return Site.objects.select_related("programme__partnership", "phase").get(pk=site.pk)


def lock_sites_of(programme: Programme) -> None:
    """Nobody records anything at any site of the programme until this transaction ends; the programme is locked."""
    list(programme.sites.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def locked_contract(contract: Contract) -> Contract:
    """The contract, with nobody else varying it or taking it back until this transaction ends."""
    locked_programme(contract.programme)
    lock(Contract, contract.pk, no_key=True)
    return Contract.objects.select_related("programme__partnership").get(pk=contract.pk)
