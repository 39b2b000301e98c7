"""What is missing at a site, said so that somebody can act on it."""

from datetime import date

import pytest

from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import agency_of
from towpath.programmes.models import Mode, PostKind, Site
from towpath.programmes.presenters.record import present_record, with_record
from towpath.programmes.services import assessing, sites
from towpath.programmes.tests.builders import manager_of, period, post_at, site_of

pytestmark = pytest.mark.django_db

DAY = date(2022, 2, 2)
NO_PARTNER = "No partner agency recorded"
NO_EDUCATOR = "No advocate educator in post"
NO_LEAD = "No clinical lead in post"
UNCHECKED = "4 of 4 core elements were not checked in 2021/22 Q3"


@pytest.fixture(autouse=True)
def in_february(time_machine):
    time_machine.move_to("2022-02-02 12:00Z", tick=False)


def missing(site: Site) -> tuple[str, ...]:
    found = with_record(Site.objects.all(), DAY).get(pk=site.pk)
    return tuple(one.text for one in present_record(found, manager_of(site.programme.partnership), DAY).missing)


def test_a_new_site_has_no_history_and_is_asked_for_nothing_else():
    assert missing(site_of()) == ("How this site works has never been recorded",)


def test_a_site_that_delivers_needs_a_partner_people_and_checks():
    site = site_of()
    period(site, Mode.ADAPTED)
    assert missing(site) == (NO_PARTNER, NO_LEAD, NO_EDUCATOR, UNCHECKED)


def test_what_is_there_is_not_missing():
    site = site_of()
    manager = manager_of(site.programme.partnership)
    period(site, Mode.ADAPTED)
    sites.add_partner(
        actor=manager, site=site, agency=agency_of(site.programme.partnership), started_on=date(2020, 4, 1)
    )
    post_at(site)
    post_at(site, kind=PostKind.CLINICAL_LEAD, has_account=False)
    quarter = Quarter.parse("2021/22 Q3")
    checked = [assessing.Checked(element, "kept") for element in site.programme.core_elements.all()]
    assessing.check_core_elements(actor=manager, site=site, quarter=quarter, findings=checked[:3])
    assert missing(site) == ("1 of 4 core elements was not checked in 2021/22 Q3",)
    assessing.check_core_elements(actor=manager, site=site, quarter=quarter, findings=checked)
    assert missing(site) == ()


@pytest.mark.parametrize("mode", [Mode.MOBILISING, Mode.PAUSED, Mode.CLOSED])
def test_a_site_that_does_not_deliver_needs_nobody(mode):
    site = site_of()
    period(site, mode)
    assert missing(site) == ()


def test_a_gap_and_a_meeting_that_nothing_allows_are_named():
    site = site_of()
    period(site, Mode.PAUSED, date(2020, 4, 1), date(2020, 12, 31))
    period(site, Mode.FACE_TO_FACE, date(2021, 2, 1), date(2021, 3, 31))
    assert missing(site) == (
        "Nothing is recorded from 1 January 2021 to 31 January 2021",
        "Nothing is recorded since 1 April 2021",
        "No risk assessment allows meeting in person on 1 February 2021",
    )
