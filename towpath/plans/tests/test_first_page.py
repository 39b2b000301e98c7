"""The first page as each role meets it, and the lists that say what to do where there is nothing yet."""

from typing import Any

import pytest
from django.test import Client

from towpath.access.roles import Role
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.tests.builders import action_draft, agency_named, plan_with
from towpath.plans.tests.test_pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(client: Client, address: str = "/") -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "heading", "parts", "missing"),
    [
        (Role.COORDINATOR, "What needs you", ["Newest reports"], ["Audit record</h2>", "People to look after"]),
        (Role.BOARD_MEMBER, "Where things stand", ["Newest reports"], ["Audit record</h2>", "People to look after"]),
        (Role.AUDITOR, "Where things stand", ["Newest reports", "Audit record</h2>"], ["People to look after"]),
        (Role.ADMINISTRATOR, "Where things stand", ["People to look after", "Audit record</h2>"], ["Newest reports"]),
    ],
)
def test_each_role_is_offered_what_it_works_with(
    role: Role, heading: str, parts: list[str], missing: list[str]
) -> None:
    page = page_of(signed_in(role))
    assert f"<title>{heading} – Towpath</title>" in page
    for words in parts:
        assert words in page
    for words in missing:
        assert words not in page


def test_whoever_works_on_actions_begins_with_what_is_overdue_and_others_with_their_own_parts() -> None:
    plan = plan_with(action_draft("Train reception staff", deadline="By Sep 2015"))
    for role, begins_with_actions in {Role.COORDINATOR: True, Role.BOARD_MEMBER: False}.items():
        page = page_of(signed_in(role, partnership=plan.partnership))
        assert (page.index(">Overdue</h2>") < page.index("Newest reports")) is begins_with_actions


@pytest.mark.parametrize("address", ["/", "/plans/"])
def test_a_coordinator_without_a_plan_is_taken_to_reading_one_in(address: str) -> None:
    page = page_of(signed_in(), address)
    assert "No plan is kept here yet." in page
    assert 'class="govuk-button govuk-!-margin-bottom-0" href="/sources/read/"' in page


@pytest.mark.parametrize("address", ["/", "/plans/"])
def test_others_without_a_plan_are_told_who_reads_one_in(address: str) -> None:
    page = page_of(signed_in(Role.BOARD_MEMBER), address)
    assert "coordinator reads the first one in" in page
    assert 'href="/sources/read/"' not in page


def test_an_administrator_on_the_first_day_is_led_to_inviting_a_coordinator() -> None:
    partnership = partnership_named()
    client = signed_in(Role.ADMINISTRATOR, partnership=partnership)
    page = page_of(client)
    assert f'href="/partnerships/{partnership.pk}/invite/">Invite a coordinator</a>' in page
    coordinator = person_with(Role.COORDINATOR, partnership=partnership)
    page = page_of(client)
    assert "Invite a coordinator" not in page
    assert f'href="/people/{coordinator.pk}/"' in page
    assert "Partnership coordinator, has not signed in yet" in page


class TestAnAgencyLeadsOwnList:
    def at_hand(self) -> Client:
        plan = plan_with(
            action_draft("Fill the posts", deadline="By 2025/26", leads=["Housing"]),
            action_draft("Train the team", rating="complete", deadline="By 2024/25", leads=["Housing"]),
        )
        return signed_in(Role.AGENCY_LEAD, agency=agency_named("Housing", plan.partnership))

    def test_it_begins_with_what_is_still_to_be_done_and_says_so_in_its_address(self) -> None:
        answer = self.at_hand().get("/actions/", follow=True)
        page = answer.content.decode()
        assert answer.request["QUERY_STRING"] == "by=deadline&due=open"
        assert '<h1 class="govuk-heading-l">Your agency’s actions</h1>' in page
        assert "Fill the posts" in page
        assert "Train the team" not in page

    def test_clearing_the_filters_shows_what_is_done_too(self) -> None:
        client = self.at_hand()
        cleared = "/actions/?by=deadline"
        assert f'href="{cleared}">Clear all filters' in page_of(client, "/actions/?by=deadline&due=open")
        assert "Train the team" in page_of(client, cleared)

    def test_a_coordinator_is_sent_nowhere(self) -> None:
        assert signed_in().get("/actions/").status_code == 200


def test_applying_a_filter_keeps_the_grouping() -> None:
    plan = plan_with()
    page = page_of(signed_in(partnership=plan.partnership), f"/plans/{plan.pk}/?by=rating")
    assert '<input type="hidden" name="by" value="rating" id="filter_by">' in page


@pytest.mark.parametrize(
    ("deadlines", "sentence"),
    [
        (["By 2025/26"], "no deadline needs one"),
        (["Within 3 months"], "1 deadline counted from it has no working date"),
        (["Within 3 months", "Within 4 months"], "2 deadlines counted from it have no working date"),
    ],
)
def test_a_missing_base_date_is_a_worry_only_where_a_deadline_counts_from_it(
    deadlines: list[str], sentence: str
) -> None:
    plan = plan_with(*(action_draft(f"Action {n}", deadline=words) for n, words in enumerate(deadlines)))
    assert sentence in page_of(signed_in(partnership=plan.partnership), f"/plans/{plan.pk}/")


def test_paper_says_what_a_board_was_narrowed_to() -> None:
    plan = plan_with(action_draft(deadline="By 2015/16"))
    page = page_of(signed_in(partnership=plan.partnership), f"/plans/{plan.pk}/?due=overdue")
    assert "Only: Deadline: Overdue. The counts are of the whole list." in page


@pytest.mark.parametrize("stem", ["report-progress", "amend"])
def test_the_title_of_a_form_names_its_action(stem: str) -> None:
    plan = plan_with(action_draft("Fill the posts"))
    page: Any = page_of(signed_in(partnership=plan.partnership), f"/actions/{plan.actions.get().pk}/{stem}/")
    assert ": Fill the posts – Towpath</title>" in page
