"""Who may record training and who may see names: every role, with the reason."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.tests.builders import also_holds, person_with
from towpath.practices import policies
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import PostKind, Site, SitePost
from towpath.programmes.tests.builders import LAUNCHED, post_at, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RECORDS = "Only the programme manager and people in post at this site can sign practices up and record their training."
NAMES = "Names are shown only to the programme manager, people in post at this site, and the practice's own manager."
LOADS = "Only a programme manager can load the national file of practices or correct what it says."


@pytest.fixture
def site():
    return site_of()


def said(verdict) -> str:
    return "" if verdict else verdict.reason


@pytest.mark.parametrize("role", list(Role))
def test_of_all_roles_only_the_programme_manager_reaches_every_site(site, role):
    person = person_with(role, partnership=site.programme.partnership)
    is_manager = role is Role.PROGRAMME_MANAGER
    assert said(policies.may_record_training(person, site)) == ("" if is_manager else RECORDS)
    assert said(policies.may_see_attendees(person, site)) == ("" if is_manager else NAMES)
    assert said(policies.may_load_register(person)) == ("" if is_manager else LOADS)
    assert list(policies.sites_to_record_at(person)) == ([site] if is_manager else [])


@pytest.mark.parametrize("role", list(Role))
def test_no_role_of_another_partnership_reaches_the_site(site, role):
    person = person_with(role)
    assert said(policies.may_record_training(person, site)) == RECORDS
    assert said(policies.may_see_attendees(person, site)) == NAMES
    assert not policies.sites_to_record_at(person)


@pytest.mark.parametrize("kind", [PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD])
def test_people_in_post_reach_their_own_site_and_no_other(site, kind):
    person = post_at(site, kind=kind).person
    other = site_of(site.programme, area="Hackney")
    assert policies.may_record_training(person, site)
    assert policies.may_see_attendees(person, site)
    assert said(policies.may_record_training(person, other)) == RECORDS
    assert said(policies.may_see_attendees(person, other)) == NAMES
    assert list(policies.sites_to_record_at(person)) == [site]


def test_a_post_that_ended_gives_nothing(site):
    person = post_at(site, ended_on=date(2021, 3, 31)).person
    assert said(policies.may_record_training(person, site)) == RECORDS
    assert said(policies.may_see_attendees(person, site)) == NAMES
    assert not policies.sites_to_record_at(person)


def test_a_post_without_the_role_gives_nothing(site):
    person = person_with(Role.BOARD_MEMBER, partnership=site.programme.partnership)
    SitePost.objects.create(
        site=site, person=person, kind=PostKind.SITE_MANAGER, name="Sam Post", working_time=1, started_on=LAUNCHED
    )
    assert said(policies.may_record_training(person, site)) == RECORDS


def test_a_practice_manager_sees_the_names_of_their_own_practice_only(site):
    sign_up, other = signed_up(site), signed_up(site)
    manager = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership)
    SignUp.objects.filter(pk=sign_up.pk).update(manager=manager)
    assert policies.may_see_learners_of(manager, sign_up)
    assert said(policies.may_see_learners_of(manager, other)) == NAMES
    assert said(policies.may_see_attendees(manager, site)) == NAMES
    assert said(policies.may_name_manager(manager, sign_up)) == RECORDS


def test_being_named_as_manager_without_the_role_gives_nothing(site):
    sign_up = signed_up(site)
    named = person_with(Role.COMMISSIONER, partnership=site.programme.partnership)
    SignUp.objects.filter(pk=sign_up.pk).update(manager=named)
    assert said(policies.may_see_learners_of(named, sign_up)) == NAMES


def test_a_practice_managers_role_in_another_partnership_gives_nothing(site):
    sign_up = signed_up(site)
    named = person_with(Role.PRACTICE_MANAGER)
    SignUp.objects.filter(pk=sign_up.pk).update(manager=named)
    assert said(policies.may_see_learners_of(named, sign_up)) == NAMES


def test_two_roles_add_up(site):
    person = person_with(Role.COMMISSIONER, partnership=site.programme.partnership)
    also_holds(person, Role.PROGRAMME_MANAGER, partnership=site.programme.partnership)
    assert policies.may_see_attendees(person, site)


def test_nobody_signed_in_sees_names_of_a_practice_without_a_manager(site):
    sign_up = signed_up(site)
    assert said(policies.may_see_learners_of(AnonymousUser(), sign_up)) == NAMES
    assert policies.may_load_register(None)
    assert today() > site.programme.starts_on


def test_where_somebody_is_in_post_is_asked_once_for_all_rows_of_a_page(django_assert_num_queries) -> None:
    post = post_at(site_of())
    site = Site.objects.select_related("programme").get(pk=post.site_id)
    visitor = SimpleLazyObject(lambda: User.objects.get(pk=post.person_id))  # as a request has it
    assert policies.may_record_training(visitor, site)
    with django_assert_num_queries(0):
        assert policies.may_record_training(visitor, site)
