"""The pages of programmes and sites, as each person meets them through the browser's requests."""

from datetime import date

import pytest
from django.test import Client

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.programmes.models import Mode
from towpath.programmes.services import assessing, contracts
from towpath.programmes.tests.builders import manager_of, milestone_of, period, post_at, programme_with, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to("2022-03-02 12:00Z", tick=False)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def seen_by(user, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def seen_by_manager(programme, address: str) -> str:
    return seen_by(manager_of(programme.partnership), address)


class TestList:
    def test_it_says_of_each_programme_where_it_stands_and_how_its_sites_work_today(self):
        programme = programme_with(name="IRIS in London")
        for mode in (Mode.BLENDED, Mode.BLENDED, Mode.PAUSED):
            period(site_of(programme), mode)
        site_of(programme)
        page = seen_by_manager(programme, "/programmes/")
        for words in (
            "IRIS in London",
            "Delivering until 1 April 2023",
            "2 blended, 1 paused, 1 with nothing recorded",
        ):
            assert words in page

    def test_only_a_manager_is_offered_to_open_one(self):
        programme = programme_with()
        assert "Open a programme" in seen_by_manager(programme, "/programmes/")
        member = person_with(Role.BOARD_MEMBER, partnership=programme.partnership)
        assert "Open a programme" not in seen_by(member, "/programmes/")

    def test_somebody_in_post_finds_their_own_sites_counted_and_no_others(self):
        programme = programme_with()
        mine = site_of(programme)
        period(mine, Mode.BLENDED)
        period(site_of(programme), Mode.PAUSED)
        page = seen_by(post_at(mine).person, "/programmes/")
        assert "1 blended" in page
        assert "paused" not in page

    def test_it_asks_few_questions_however_many_sites(self, django_assert_max_num_queries):
        programme = programme_with()
        for number in range(12):
            period(site_of(programme, area=f"Borough {number}"))
        client = signed_in(manager_of(programme.partnership))
        client.get("/programmes/")
        with django_assert_max_num_queries(10):
            client.get("/programmes/")


class TestProgramme:
    def test_it_shows_what_was_first_agreed_beside_what_stands_now_and_why(self):
        partnership = partnership_named()
        programme = programme_with(partnership, funder=agency_of(partnership, "Mayor's Office"))
        contracts.vary_contract(
            actor=manager_of(partnership), contract=programme.contracts.get(), agreed_on=date(2021, 10, 4),
            reason="Practices were shut.", delivery_ends_on=date(2023, 10, 1), work_ends_on=date(2023, 12, 1),
            budget=320_000,
        )  # fmt: skip
        page = seen_by_manager(programme, f"/programmes/{programme.pk}/")
        for words in (
            "Mayor&#39;s Office", "1 April 2023", "1 October 2023", "6 months later", "8 months later", "£300,000",
            "£20,000 more", "Practices were shut.",
        ):  # fmt: skip
            assert words in page

    def test_somebody_in_post_sees_their_site_without_the_contract_and_without_other_sites(self):
        programme = programme_with()
        mine, other = site_of(programme), site_of(programme)
        milestone_of(programme, name="Milestone elsewhere", site=other)
        page = seen_by(post_at(mine).person, f"/programmes/{programme.pk}/")
        assert "Tower Hamlets" in page
        assert "The contract is shown to those who see the whole programme" in page
        for words in ("Hackney", "Milestone elsewhere", "300,000", "Add a site"):
            assert words not in page

    def test_checks_of_another_quarter_are_found_in_its_address(self):
        site = site_of()
        element = site.programme.core_elements.first()
        assessing.check_core_elements(
            actor=manager_of(site.programme.partnership), site=site, quarter=Quarter.parse("2021/22 Q2"),
            findings=[assessing.Checked(element, "varied", "Trained by video.")],
        )  # fmt: skip
        address = f"/programmes/{site.programme_id}/"
        assert "Trained by video." not in seen_by_manager(site.programme, address)
        assert "Trained by video." in seen_by_manager(site.programme, f"{address}?quarter=2021-22-q2")

    def test_what_is_no_quarter_is_not_found(self):
        programme = programme_with()
        client = signed_in(manager_of(programme.partnership))
        for wrong in ("spring", "2021-22-q5", "9999-10000-q1", "1900-01-q1", "2999-00-q4"):
            assert client.get(f"/programmes/{programme.pk}/?quarter={wrong}").status_code == 404

    def test_a_programme_of_another_partnership_is_not_found(self):
        programme = programme_with()
        assert signed_in(person_with(Role.COORDINATOR)).get(f"/programmes/{programme.pk}/").status_code == 404

    def test_opening_it_is_recorded(self):
        programme = programme_with()
        seen_by_manager(programme, f"/programmes/{programme.pk}/")
        assert Entry.objects.latest("number").event == "programme_seen"

    def test_it_asks_few_questions_with_sixty_sites(self, django_assert_max_num_queries):
        programme = programme_with()
        for number in range(60):
            site = site_of(programme, area=f"Borough {number}")
            period(site, Mode.ADAPTED, date(2020, 4, 1), date(2020, 12, 31))
            milestone_of(programme, site=site)
        client = signed_in(manager_of(programme.partnership))
        client.get(f"/programmes/{programme.pk}/")
        with django_assert_max_num_queries(19):  # 15, and the two that mark the test's own transaction
            page = client.get(f"/programmes/{programme.pk}/").content.decode()
        assert "Borough 59" in page


class TestSiteRecord:
    def test_gaps_are_rows_and_a_meeting_that_nothing_allows_is_warned_of(self):
        site = site_of()
        period(site, Mode.ADAPTED, date(2020, 4, 1), date(2020, 12, 31))
        period(site, Mode.BLENDED, date(2021, 3, 1))
        page = seen_by_manager(site.programme, f"/sites/{site.pk}/record/")
        assert "Nothing recorded" in page
        assert "31 Dec 2020" in page
        assert "28 Feb 2021" in page
        assert page.count("No risk assessment allows meeting in person on 1 March 2021") == 2

    def test_whoever_may_not_change_it_is_offered_no_change(self):
        site = site_of()
        period(site)
        post = post_at(site)
        page = seen_by(post.person, f"/sites/{site.pk}/")
        assert post.name in page
        for words in ("Record a period", "Amend", "No account"):
            assert words not in page

    def test_a_site_one_is_not_in_post_at_is_not_found(self):
        site = site_of()
        other = post_at(site_of(site.programme)).person
        assert signed_in(other).get(f"/sites/{site.pk}/record/").status_code == 404

    def test_opening_it_is_recorded(self):
        site = site_of()
        seen_by_manager(site.programme, f"/sites/{site.pk}/record/")
        assert Entry.objects.latest("number").event == "site_seen"

    def test_it_asks_few_questions_however_long_its_history(self, django_assert_max_num_queries):
        site = site_of()
        manager = manager_of(site.programme.partnership)
        for year in range(2021, 2041):
            period(site, Mode.PAUSED, date(year, 1, 1), date(year, 6, 30))
            post_at(site, has_account=False, name=f"Person {year}")
            milestone_of(site.programme, name=f"Milestone {year}", site=site)
        client = signed_in(manager)
        client.get(f"/sites/{site.pk}/record/")
        with django_assert_max_num_queries(23):  # four of them for what training records lack
            page = client.get(f"/sites/{site.pk}/record/").content.decode()
        assert "Milestone 2040" in page

    def test_pages_of_other_rooms_are_offered_to_whom_they_allow(self):
        site = site_of()
        partnership = site.programme.partnership
        offered = f"/sessions/plan/{site.pk}/"
        assert offered in seen_by(manager_of(partnership), f"/sites/{site.pk}/record/")
        reader = person_with(Role.BOARD_MEMBER, partnership=partnership)
        assert offered not in seen_by(reader, f"/sites/{site.pk}/record/")


class TestOwnSites:
    def test_each_says_what_is_due_and_what_is_missing(self):
        site = site_of()
        period(site, Mode.ADAPTED)
        milestone_of(site.programme, "by 10 March 2022", name="Ten practices trained", site=site)
        page = seen_by(post_at(site).person, "/sites/mine/")
        for words in (
            "Tower Hamlets",
            "Ten practices trained: due soon, 10 March 2022",
            "No clinical lead in post",
        ):
            assert words in page

    def test_a_manager_has_no_sites_of_their_own(self):
        assert signed_in(manager_of(site_of().programme.partnership)).get("/sites/mine/").status_code == 403

    def test_the_first_page_leads_a_manager_and_somebody_in_post_to_what_is_due(self):
        site = site_of()
        milestone_of(site.programme, "by January 2022", name="Late milestone", site=site)
        milestone_of(site.programme, "by March 2027", name="Far milestone", site=site)
        elsewhere = site_of(site.programme)
        milestone_of(site.programme, "by January 2022", name="Milestone elsewhere", site=elsewhere)
        first_page = seen_by(post_at(site).person, "/")
        assert "Late milestone" in first_page
        assert "Tower Hamlets: overdue, 31 January 2022" in first_page
        assert "Far milestone" not in first_page
        assert "Milestone elsewhere" not in first_page
        assert "Milestone elsewhere" in seen_by_manager(site.programme, "/")

    def test_somebody_in_post_nowhere_is_told_who_records_that(self):
        assert "A programme manager records who is in post" in seen_by(person_with(Role.CLINICAL_LEAD), "/sites/mine/")
