"""Who may do what with a programme and its sites: every role against every policy, with the reason given."""

from datetime import date

import pytest

from towpath.access.roles import NEEDS_AGENCY, Role
from towpath.accounts.models import User
from towpath.partners.tests.builders import agency_of, partnership_named, person, person_with
from towpath.programmes import policies
from towpath.programmes.models import PostKind, Programme, Site
from towpath.programmes.tests.builders import post_at, programme_with, site_of

pytestmark = pytest.mark.django_db

EDIT = "Only a programme manager of this partnership can set up or change its programmes and their sites."
CONTRACT = "The contract is shown to those who see the whole programme and to the agencies that pay for it."
PROGRAMME = "You see the programmes that your agency pays for and those of the sites you are in post at."
SITE = "You see the sites you are in post at and those that your agency pays for."

NOTHING = (EDIT, CONTRACT, PROGRAMME, SITE)
TABLE = {
    #                            edit  contract  programme  site
    Role.ADMINISTRATOR: NOTHING,
    Role.COORDINATOR: (EDIT, "", "", ""),
    Role.AGENCY_LEAD: NOTHING,
    Role.BOARD_MEMBER: (EDIT, "", "", ""),
    Role.AUDITOR: (EDIT, "", "", ""),
    Role.PROGRAMME_MANAGER: ("", "", "", ""),
    Role.ADVOCATE_EDUCATOR: NOTHING,
    Role.CLINICAL_LEAD: NOTHING,
    Role.PRACTICE_MANAGER: NOTHING,
    Role.COMMISSIONER: NOTHING,
}


def reasons(user, site) -> tuple[str, ...]:
    programme = site.programme
    verdicts = (
        policies.may_edit_programme(user, programme.partnership),
        policies.may_see_contract(user, programme),
        policies.may_see_programme(user, programme),
        policies.may_see_site(user, site),
    )
    assert [bool(verdict) for verdict in verdicts] == [not verdict.reason for verdict in verdicts]
    return tuple(verdict.reason for verdict in verdicts)


@pytest.mark.parametrize("role", Role)
def test_each_role_is_allowed_or_told_why_not(role):
    site = site_of()
    assert reasons(person_with(role, partnership=site.programme.partnership), site) == TABLE[role]


@pytest.mark.parametrize("role", Role)
def test_a_role_in_another_partnership_allows_nothing_here(role):
    site = site_of()
    agency = agency_of(partnership_named()) if role in NEEDS_AGENCY else None
    assert reasons(person_with(role, agency=agency), site) == NOTHING


@pytest.mark.parametrize("kind", [PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD])
def test_whoever_is_in_post_sees_that_site_and_its_programme_and_no_other(kind):
    site = site_of()
    other = site_of(site.programme)
    holder = post_at(site, kind=kind).person
    assert reasons(holder, site) == (EDIT, CONTRACT, "", "")
    assert reasons(holder, other) == (EDIT, CONTRACT, "", SITE)
    assert list(Site.objects.visible_to(holder)) == [site]


@pytest.mark.parametrize("pays_as", ["funder", "commissioner"])
def test_commissioner_sees_what_their_agency_pays_for_and_nothing_else(pays_as):
    partnership = partnership_named()
    agency = agency_of(partnership)
    paid, other = programme_with(partnership, **{pays_as: agency}), programme_with(partnership)
    commissioner = person_with(Role.COMMISSIONER, agency=agency)
    assert reasons(commissioner, site_of(paid)) == (EDIT, "", "", "")
    assert reasons(commissioner, site_of(other)) == NOTHING
    assert list(Programme.objects.visible_to(commissioner)) == [paid]


def test_providing_a_programme_is_not_paying_for_it():
    partnership = partnership_named()
    agency = agency_of(partnership)
    site = site_of(programme_with(partnership, national_provider=agency))
    assert reasons(person_with(Role.COMMISSIONER, agency=agency), site) == NOTHING


def test_a_post_that_has_ended_shows_nothing_any_more(time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    site = site_of()
    holder = post_at(site, ended_on=date(2026, 3, 2)).person
    assert policies.may_see_site(holder, site)
    time_machine.move_to("2026-03-03 12:00Z", tick=False)
    assert policies.may_see_site(User.objects.get(pk=holder.pk), site).reason == SITE


def test_somebody_without_a_post_sees_nothing():
    site = site_of()
    assert reasons(person(), site) == NOTHING
