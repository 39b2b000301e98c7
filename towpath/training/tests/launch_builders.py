"""A programme whose launch can be moved, and what would come before it then. They go through the services."""

from collections.abc import Callable
from datetime import date
from typing import Any

from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Mode, Programme, Site
from towpath.programmes.services import programmes
from towpath.programmes.tests.builders import LAUNCHED, manager_of, period, programme_with, site_of
from towpath.training.tests.session_builders import rule_of

LATER = date(2020, 5, 1)
RECORDED: dict[str, Callable[[Site], Any]] = {
    "period": lambda site: period(site, Mode.ADAPTED, LAUNCHED),
    "sign-up": lambda site: signed_up(site, headcounts={}, signed_up_on=LAUNCHED),
    "rule": lambda site: rule_of(site.programme, in_force_from=LAUNCHED),
}


def site_without_dates() -> Site:
    """A site of a programme of which nothing is dated before 2025."""
    programme = programme_with(name="IRIS")
    programme.phases.update(starts_on=date(2025, 1, 1))
    return site_of(programme)


def launch(programme: Programme, day: date) -> Programme:
    """The programme with its launch moved, as its newest version stands."""
    current = Programme.objects.select_related("partnership").get(pk=programme.pk)
    names = ("name", "model", "summary", "funder", "commissioner", "national_provider", "version")
    kept = {name: getattr(current, name) for name in names}
    actor = manager_of(current.partnership)
    return programmes.amend_programme(actor=actor, programme=current, starts_on=day, **kept)
