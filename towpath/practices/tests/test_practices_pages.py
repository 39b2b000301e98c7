"""One practice on its page, and who sees what of it."""

from datetime import date, timedelta

import pytest

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import agency_of, person_with
from towpath.practices.services import sign_ups as services
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import get, signed_in
from towpath.programmes.tests.builders import manager_of, post_at, programme_with, site_of
from towpath.training.rule import DEFAULT_RULE
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@pytest.fixture
def client(manager):
    return signed_in(manager)


class TestWhoSeesWhat:
    def test_people_in_post_see_their_own_sites_practices(self, site):
        signed_up(site, practice_named("Lock Surgery"))
        signed_up(site_of(site.programme, area="Hackney"), practice_named("Basin Surgery"))
        page = get(signed_in(post_at(site).person), "/practices/")
        assert "Lock Surgery" in page
        assert "Basin Surgery" not in page

    def test_another_partnerships_sites_are_not_seen_in_the_public_register(self, client):
        elsewhere = signed_up(site_of(area="Far Away"), practice_named("Basin Surgery"))
        page = get(client, f"/practices/{elsewhere.practice.code}/")
        assert "Basin Surgery" in page
        assert "Far Away" not in page
        assert "Not signed up" in page

    def test_a_practice_manager_sees_their_own_practice_only(self, site, manager):
        mine, other = signed_up(site, practice_named("Lock Surgery")), signed_up(site, practice_named("Weir Surgery"))
        person = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership)
        services.name_manager(actor=manager, sign_up=mine, manager=person)
        client = signed_in(person)
        page = get(client, "/practices/?words=surgery")
        assert "Lock Surgery" in page
        assert "Weir Surgery" not in page
        assert client.get(f"/practices/{other.practice.code}/").status_code == 404
        assert "Weir" not in b"".join(client.get("/practices/file/?words=surgery")).decode()

    @pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.ADMINISTRATOR])
    def test_roles_without_programmes_do_not_reach_it(self, role):
        assert signed_in(person_with(role)).get("/practices/").status_code == 403

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BOARD_MEMBER, Role.AUDITOR, Role.COMMISSIONER])
    def test_the_champion_is_not_named_to_those_who_see_no_names(self, role):
        partnership = programme_with().partnership
        agency = agency_of(partnership)
        site = site_of(programme_with(partnership, commissioner=agency))
        sign_up = signed_up(site, champion="Robin Weir")
        person = person_with(role, partnership=partnership, agency=agency if role is Role.COMMISSIONER else None)
        client = signed_in(person)
        page = get(client, f"/practices/{sign_up.practice.code}/")
        assert site.area in page
        assert "Robin Weir" not in page
        assert "Record staff numbers" not in page
        assert client.get(f"/sign-ups/{sign_up.pk}/amend/").status_code == 403

    def test_the_champion_is_named_to_people_in_post(self, site):
        sign_up = signed_up(site, champion="Robin Weir")
        assert "Robin Weir" in get(signed_in(post_at(site).person), f"/practices/{sign_up.practice.code}/")


class TestPractice:
    def test_it_shows_the_register_the_counts_and_what_would_complete_training(self, client, site):
        rule_of(site.programme)
        sign_up = signed_up(site, practice_named("Lock Surgery", telephone="01632 960001"), patients=8200)
        session_for(sign_up, came={StaffGroup.GP: 3, StaffGroup.NURSE: 2})
        page = get(client, f"/practices/{sign_up.practice.code}/")
        for words in (
            "01632 960001", "GP practice", "8,200", "5 of 8", "62%",
            "1 more of the GPs, nurses and other clinical staff at clinical session 1",
            "3 more of the reception and administration staff at the reception and administration session",
            DEFAULT_RULE.words, "can refer patients even when it is outside the programme", "0 of 3 parts reached",
        ):  # fmt: skip
            assert words in page, words
        assert Entry.objects.filter(event=Event.PRACTICE_SEEN).count() == 1

    @pytest.mark.parametrize("query", ["on=2020-04-01", "on_day=1&on_month=4&on_year=2020"])
    def test_it_can_be_seen_on_a_past_day(self, client, site, query):
        rule_of(site.programme)
        sign_up = fully_trained(signed_up(site))
        address = f"/practices/{sign_up.practice.code}/"
        assert "Fully trained since 2 April 2020" in get(client, address)
        assert "Not fully trained on 1 April 2020" in get(client, f"{address}?{query}")

    def test_a_day_that_cannot_be_read_says_so_and_shows_today(self, client, site):
        rule_of(site.programme)
        sign_up = fully_trained(signed_up(site))
        page = get(client, f"/practices/{sign_up.practice.code}/?on_day=31&on_month=2&on_year=2021")
        assert "February 2021 has 28 days." in page
        assert "Fully trained since 2 April 2020" in page

    def test_a_programme_without_a_rule_says_so(self, client, site):
        sign_up = signed_up(site)
        assert "No rule for fully trained was in force" in get(client, f"/practices/{sign_up.practice.code}/")

    def test_a_practice_outside_the_programme_can_be_signed_up_from_its_page(self, client, site):
        practice = practice_named("Quay Surgery")
        page = get(client, f"/practices/{practice.code}/")
        assert f"/practices/sign-up/?practice={practice.code}" in page

    @pytest.mark.parametrize("code", ["Y55555", "nonsense"])
    def test_an_unknown_code_is_not_found(self, client, code):
        assert client.get(f"/practices/{code}/").status_code == 404

    def test_it_asks_few_questions_however_long_its_history(self, client, site, manager, django_assert_max_num_queries):
        rule_of(site.programme)
        sign_up = fully_trained(signed_up(site))
        for month in range(5, 12):
            services.record_headcount(
                actor=manager, sign_up=sign_up, as_of=date(2020, month, 1), people={StaffGroup.GP: month}
            )
            session_for(sign_up, held_on=date(2020, month, 2))
        get(client, f"/practices/{sign_up.practice.code}/")
        with django_assert_max_num_queries(22):
            get(client, f"/practices/{sign_up.practice.code}/")

    @pytest.mark.parametrize("kind", ["practices/key", "sign-ups"])
    def test_an_entry_of_the_audit_record_leads_to_it(self, client, site, kind):
        sign_up = signed_up(site)
        key = sign_up.pk if kind == "sign-ups" else sign_up.practice_id
        assert client.get(f"/{kind}/{key}/").headers["Location"] == f"/practices/{sign_up.practice.code}/"
        stranger = signed_in(person_with(Role.PRACTICE_MANAGER))
        assert stranger.get(f"/{kind}/{key}/").status_code == 404


def test_a_practice_manager_begins_with_where_the_practice_stands_and_what_is_planned(site):
    sign_up = signed_up(site)
    manager = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership)
    services.name_manager(actor=manager_of(site.programme.partnership), sign_up=sign_up, manager=manager)
    session = planned(sign_up, held_on=today() + timedelta(days=9))
    page = get(signed_in(manager), "/")
    assert "Your practice" in page
    assert f"{sign_up.practice.name}" in page
    assert "Not fully trained yet" in page
    assert f"/sessions/{session.pk}/" in page
