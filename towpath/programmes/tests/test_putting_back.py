"""What is put back passes the checks of adding it, with what was recorded or corrected meanwhile."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from towpath.partners.tests.builders import agency_of
from towpath.programmes.models import Mode
from towpath.programmes.services import programmes, sites
from towpath.programmes.tests.builders import LAUNCHED, manager_of, period, programme_with, site_of
from towpath.records.services import put_back, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return programme_with()


def back(subject, programme, meanwhile):
    actor = manager_of(programme.partnership)
    taken = take_back(actor=actor, subject=subject, reason="By mistake.")
    meanwhile(actor)
    return put_back(actor=actor, taken=taken, reason="It was right.")


def phase(programme, name):
    actor = manager_of(programme.partnership)
    return programmes.add_phase(actor=actor, programme=programme, name=name, starts_on=date(2021, 4, 1))


def test_phase_beside_one_of_its_name_in_capitals(programme):
    with pytest.raises(ValidationError, match="has a phase of that name already"):
        back(phase(programme, "Phase 2"), programme, lambda _: phase(programme, "PHASE 2"))


def test_phase_beside_another_that_was_added_after_it_keeps_its_place(programme):
    second = phase(programme, "Phase 2")
    back(second, programme, lambda _: phase(programme, "Phase 3"))
    assert list(programme.phases.values_list("name", flat=True)) == ["Phase 1", "Phase 2", "Phase 3"]


def test_site_beside_one_of_its_area_in_capitals(programme):
    with pytest.raises(ValidationError, match="has a site in Weir already"):
        back(site_of(programme, "Weir"), programme, lambda _: site_of(programme, "WEIR"))


def test_site_beside_another_that_was_added_after_it_keeps_its_number(programme):
    weir = site_of(programme, "Weir")
    back(weir, programme, lambda _: site_of(programme, "Lock"))
    assert list(programme.sites.values_list("area", "number")) == [("Weir", 1), ("Lock", 2)]


def test_programme_beside_one_of_its_name_in_capitals(programme):
    def open_another(actor):
        programmes.open_programme(
            actor=actor, partnership=programme.partnership, name=programme.name.upper(), model="IRIS",
            starts_on=LAUNCHED,
        )  # fmt: skip

    with pytest.raises(ValidationError, match="has a programme of that name already"):
        back(programme, programme, open_another)


def test_period_before_a_launch_that_was_moved_meanwhile(programme):
    site = site_of(programme)

    def move(actor):
        programmes.correct_phase(
            actor=actor, phase=site.phase, why="Typed wrongly.", name="Phase 1", starts_on=date(2020, 6, 1),
            ends_on=None,
        )  # fmt: skip
        programmes.amend_programme(
            actor=actor, programme=programme, version=programme.version, name="IRIS", model="IRIS",
            starts_on=date(2020, 6, 1), summary="", funder=None, commissioner=None, national_provider=None,
        )  # fmt: skip

    with pytest.raises(ValidationError, match="IRIS was launched on 1 June 2020"):
        back(period(site, Mode.ADAPTED), programme, move)


def test_partner_agency_beside_itself_in_that_time(programme):
    site, agency = site_of(programme), agency_of(programme.partnership)

    def deliver(actor):
        return sites.add_partner(actor=actor, site=site, agency=agency, started_on=LAUNCHED)

    with pytest.raises(ValidationError, match="recorded as a partner of this site in that time already"):
        back(deliver(manager_of(programme.partnership)), programme, deliver)
