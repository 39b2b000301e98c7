"""The forms of programmes and sites: what is typed is saved, and what cannot be is told beside its field."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from towpath.access.roles import Role
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import agency_of, person_with
from towpath.programmes.models import Mode, Programme
from towpath.programmes.services import assessing, programmes, sites
from towpath.programmes.tests.builders import manager_of, milestone_of, period, post_at, programme_with, site_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to("2022-03-02 12:00Z", tick=False)


@pytest.fixture
def site():
    return site_of(programme_with(name="IRIS"))


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@pytest.fixture
def client(manager):
    return signed_in(manager)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(**answers) -> dict[str, str]:
    """What a browser sends: a date as its three boxes."""
    sent = {}
    for name, value in answers.items():
        if isinstance(value, date):
            sent |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        else:
            sent[name] = value
    return sent


def addresses(site) -> list[str]:
    """Every form, each about something that is there."""
    programme = site.programme
    partner = sites.add_partner(
        actor=manager_of(programme.partnership), site=site, agency=agency_of(programme.partnership),
        started_on=date(2020, 4, 1),
    )  # fmt: skip
    milestone, contract = milestone_of(programme), programme.contracts.get()
    of_programme, of_site = f"/programmes/{programme.pk}/", f"/sites/{site.pk}/"
    return [
        f"/programmes/open/{programme.partnership_id}/", f"{of_programme}amend/", f"{of_programme}core-elements/",
        f"{of_programme}phases/add/", f"{of_programme}contracts/agree/", f"/programmes/contracts/{contract.pk}/vary/",
        f"{of_programme}sites/add/", f"{of_programme}milestones/set/", f"/programmes/milestones/{milestone.pk}/amend/",
        f"/programmes/milestones/{milestone.pk}/meet/", f"{of_site}amend/", f"{of_site}partners/add/",
        f"/sites/partners/{partner.pk}/end/", f"{of_site}periods/record/", f"/sites/periods/{period(site).pk}/amend/",
        f"{of_site}posts/give/", f"/sites/posts/{post_at(site).pk}/end/", f"{of_site}targets/",
        f"{of_site}risk-assessments/record/", f"{of_site}core-elements/check/",
    ]  # fmt: skip


OPTIONAL = ("targets", "check")  # forms that may be sent empty, as every answer in them may be left out


class TestEveryForm:
    def test_manager_opens_each_and_is_told_what_is_wrong_with_an_empty_one(self, site, client):
        for address in addresses(site):
            assert client.get(address, follow=True).status_code == 200, address
            sent = client.post(address, {})
            if not address.rstrip("/").endswith(OPTIONAL):
                assert sent.status_code == 422, address
                assert "There is a problem" in sent.content.decode(), address

    def test_nobody_else_opens_any(self, site):
        member = signed_in(person_with(Role.BOARD_MEMBER, partnership=site.programme.partnership))
        in_post, stranger = signed_in(post_at(site).person), signed_in(person_with(Role.PROGRAMME_MANAGER))
        for address in addresses(site)[1:]:
            assert (member.get(address).status_code, in_post.get(address).status_code) == (403, 403), address
            assert stranger.get(address).status_code == 404, address
            assert stranger.post(address, {}).status_code == 404, address

    def test_a_manager_of_another_partnership_opens_no_programme_here(self, site):
        stranger = signed_in(person_with(Role.PROGRAMME_MANAGER))
        assert stranger.get(f"/programmes/open/{site.programme.partnership_id}/").status_code == 404


class TestProgrammes:
    def test_opening_one_leads_to_its_page(self, site, client):
        agency = agency_of(site.programme.partnership)
        sent = typed(name="ADViSE", model="ADViSE", starts_on=date(2021, 4, 1), funder=agency.pk, summary="")
        answer = client.post(f"/programmes/open/{site.programme.partnership_id}/", sent)
        opened = Programme.objects.get(name="ADViSE")
        assert (answer.url, opened.funder) == (f"/programmes/{opened.pk}/", agency)

    def test_second_editor_is_shown_what_the_first_saved_and_keeps_the_typing(self, site, client, manager):
        programme = site.programme
        first = {name: getattr(programme, name) for name in ("model", "starts_on", "funder", "commissioner")}
        programmes.amend_programme(
            actor=manager, programme=programme, version=1, name="Saved by the first", summary="",
            national_provider=None, **first,
        )  # fmt: skip
        sent = typed(name="Typed by the second", model="IRIS", starts_on=date(2020, 4, 1), version=1)
        answer = client.post(f"/programmes/{programme.pk}/amend/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Saved by the first" in page
        assert 'value="Typed by the second"' in page
        assert client.post(f"/programmes/{programme.pk}/amend/", sent | {"version": "2"}).status_code == 302
        programme.refresh_from_db()
        assert programme.name == "Typed by the second"

    def test_core_elements_are_typed_one_to_a_line(self, site, client):
        typed_in = "Clinical lead: a practising GP: always\n\n  Number   of sessions  \n"
        client.post(f"/programmes/{site.programme_id}/core-elements/", {"elements": typed_in})
        assert list(site.programme.core_elements.values_list("name", "description")) == [
            ("Clinical lead", "a practising GP: always"),
            ("Number of sessions", ""),
        ]

    def test_a_budget_is_typed_as_people_write_it_and_a_variation_shows_what_was_before(self, site, client):
        contract = site.programme.contracts.get()
        address = f"/programmes/contracts/{contract.pk}/vary/"
        assert "£300,000" in client.get(address).content.decode()
        sent = typed(
            agreed_on=date(2021, 10, 4), reason="Extended.", delivery_ends_on=date(2023, 9, 1),
            work_ends_on=date(2023, 12, 1), budget="£1,250,000.50",
        )  # fmt: skip
        client.post(address, sent)
        assert contract.terms.last().budget == Decimal("1250000.50")
        early = client.post(address, sent | typed(agreed_on=date(2021, 10, 3)))
        assert early.status_code == 422
        assert "Variation 1 was agreed on 4 October 2021" in early.content.decode()


class TestSites:
    def test_second_editor_of_a_site_is_shown_what_the_first_saved(self, site, client, manager):
        later = programmes.add_phase(
            actor=manager, programme=site.programme, name="Phase 2", starts_on=date(2020, 9, 1)
        )  # fmt: skip
        sites.amend_site(actor=manager, site=site, version=1, area="Hackney", phase=later)
        sent = {"area": "Newham", "phase": site.phase_id, "version": "1"}
        answer = client.post(f"/sites/{site.pk}/amend/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Hackney" in page
        assert page.count("Phase 2") == 2  # among the choices, and as what is saved now
        assert 'value="Newham"' in page

    def test_adding_one_leads_to_its_record(self, site, client):
        agency = agency_of(site.programme.partnership)
        sent = {"area": "Brent", "phase": site.phase_id, "number": "", "partners": [agency.pk]}
        answer = client.post(f"/programmes/{site.programme_id}/sites/add/", sent)
        added = site.programme.sites.get(area="Brent")
        assert answer.url == f"/sites/{added.pk}/record/"
        assert added.partners.get().agency == agency


class TestPeriods:
    def test_the_box_that_ends_the_current_period_is_offered_and_does_so(self, site, client):
        current = period(site, Mode.ADAPTED)
        address = f"/sites/{site.pk}/periods/record/"
        assert "End “Adapted (virtual)” on the day before" in client.get(address).content.decode()
        sent = typed(mode="blended", started_on=date(2021, 9, 1), reason="Practices open again.")
        refused = client.post(address, sent)
        assert refused.status_code == 422
        page = refused.content.decode()
        assert "This overlaps with “Adapted (virtual)”, since 1 April 2020." in page
        assert "Practices open again." in page
        assert client.post(address, sent | {"ends_current": "on"}).status_code == 302
        current.refresh_from_db()
        assert current.ended_on == date(2021, 8, 31)

    def test_no_box_is_offered_where_nothing_goes_on(self, site, client):
        period(site, Mode.ADAPTED, ended_on=date(2020, 12, 31))
        assert "on the day before" not in client.get(f"/sites/{site.pk}/periods/record/").content.decode()


class TestPeople:
    def test_only_people_who_work_at_sites_are_offered_as_accounts(self, site, client):
        partnership = site.programme.partnership
        person_with(Role.CLINICAL_LEAD, partnership=partnership, name="Clara Lead")
        person_with(Role.BOARD_MEMBER, partnership=partnership, name="Bo Member")
        person_with(Role.CLINICAL_LEAD, name="Else Where")
        page = client.get(f"/sites/{site.pk}/posts/give/").content.decode()
        assert "Clara Lead" in page
        assert "Bo Member" not in page
        assert "Else Where" not in page

    def test_a_key_too_large_for_any_row_is_no_choice(self, site, client):
        one = typed(kind="site_manager", name="A", working_time="1", started_on=date(2021, 1, 1), agency="9" * 30)
        answer = client.post(f"/sites/{site.pk}/posts/give/", one)
        assert answer.status_code == 422
        several = {"area": "Brent", "phase": site.phase_id, "partners": ["9" * 30]}
        answer = client.post(f"/programmes/{site.programme_id}/sites/add/", several)
        assert answer.status_code == 422
        assert "Choose one of the answers offered under “Partner agencies”." in answer.content.decode()


class TestMilestones:
    def test_a_milestone_of_a_site_is_set_and_met(self, site, client):
        programme = site.programme
        sent = {"name": "First practice", "deadline_words": "within 3 months", "site": site.pk, "note": ""}
        client.post(f"/programmes/{programme.pk}/milestones/set/", sent)
        milestone = programme.milestones.get()
        assert (milestone.site, milestone.due_on) == (site, date(2020, 7, 1))
        answer = client.post(f"/programmes/milestones/{milestone.pk}/meet/", typed(met_on=date(2020, 6, 20)))
        milestone.refresh_from_db()
        assert (answer.url, milestone.met_on) == (f"/sites/{site.pk}/record/", date(2020, 6, 20))

    def test_the_site_one_comes_from_is_chosen_already(self, site, client):
        page = client.get(f"/programmes/{site.programme_id}/milestones/set/?site={site.pk}").content.decode()
        assert f'<option value="{site.pk}" selected>' in page


class TestQuarters:
    def test_targets_of_a_quarter_are_set_and_one_left_empty_is_taken_away(self, site, client):
        address = f"/sites/{site.pk}/targets/?quarter=2021-22-q3"
        client.post(address, {"practices_trained": "12", "sessions": "0", "people": ""})
        assert sorted(site.targets.values_list("measure", "number")) == [("practices_trained", 12), ("sessions", 0)]
        assert 'value="12"' in client.get(address).content.decode()
        client.post(address, {"practices_trained": ""})
        assert not site.targets.exists()

    def test_all_elements_are_checked_on_one_page_and_what_was_varied_needs_its_reason(self, site, client):
        first, second, *_ = site.programme.core_elements.all()
        address = f"/sites/{site.pk}/core-elements/check/?quarter=2021-22-q3"
        sent = {f"finding_{first.pk}": "kept", f"finding_{second.pk}": "varied"}
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "Say why “Number of sessions” was varied." in refused.content.decode()
        assert not site.core_checks.exists()
        client.post(address, sent | {f"reason_{second.pk}": "One longer session."})
        assert sorted((one.element_id, one.finding) for one in site.core_checks.all()) == [
            (first.pk, "kept"),
            (second.pk, "varied"),
        ]
        assert "One longer session." in client.get(address).content.decode()

    def test_a_reason_without_a_finding_is_not_lost(self, site, client):
        element = site.programme.core_elements.first()
        answer = client.post(f"/sites/{site.pk}/core-elements/check/", {f"reason_{element.pk}": "Nobody in post."})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choose what was found of “Clinical lead”." in page
        assert "Nobody in post." in page

    def test_the_newest_check_of_the_quarter_stands_in_the_form(self, site, client, manager):
        element = site.programme.core_elements.first()
        quarter = Quarter.parse("2021/22 Q4")
        for finding, reason in (("not_kept", "No lead."), ("varied", "A nurse leads.")):
            found = [assessing.Checked(element, finding, reason)]
            assessing.check_core_elements(actor=manager, site=site, quarter=quarter, findings=found)
        page = client.get(f"/sites/{site.pk}/core-elements/check/?quarter=2021-22-q4").content.decode()
        assert "A nurse leads." in page
        assert "No lead." not in page

    def test_a_quarter_still_to_come_is_refused_above_the_form(self, site, client):
        element = site.programme.core_elements.first()
        address = f"/sites/{site.pk}/core-elements/check/?quarter=2022-23-q1"
        answer = client.post(address, {f"finding_{element.pk}": "kept"})
        assert answer.status_code == 422
        assert "2022/23 Q1 has not begun" in answer.content.decode()
