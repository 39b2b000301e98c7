"""A partnership's week: a coordinator reads the board, leads report, two people meet over one action."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import stands_up, tab_stops
from tests.journeys.conftest import SCREENS
from tests.journeys.site import Site
from tests.journeys.test_signing_in import sign_in_by_password

pytestmark = pytest.mark.once  # pages and scripts, which `make test-all` opens on the other database too

STRATEGY = "Domestic abuse strategy 2024 to 2029"


@pytest.fixture(scope="module")
def story(site: Site) -> dict[str, Any]:
    """The demonstration, once for all of these journeys."""
    return site.tell("demonstration")


@pytest.fixture
def as_role(open_window: Any, story: dict[str, Any]) -> Callable[..., Page]:
    """A window of somebody signed in: `as_role("coordinator")`."""

    def opened(role: str, screen: str = "desktop", **options: Any) -> Page:
        page = open_window(SCREENS[screen], **options)
        sign_in_by_password(page, story["people"][role])
        return page

    return opened


def visit(page: Page, address: str) -> None:
    """Open a page that is there, and look at it."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, f"{address}: {answer.status}"
    stands_up(page)


def open_action(page: Page, words: str) -> None:
    page.goto("/actions/?words=" + words.replace(" ", "+"))
    page.locator(".towpath-actions").get_by_role("link", name=words).first.click()


@pytest.mark.parametrize("screen", ["desktop", "phone", pytest.param("narrow", marks=pytest.mark.long)])
def test_the_pages_of_plans_stand_up_on_every_screen(as_role, story, screen):
    page = as_role("coordinator", screen)
    plan, action = story["plans"][STRATEGY], story["action"]
    for address in (
        "/", "/plans/", f"/plans/{plan}/", f"/plans/{plan}/?by=rating", "/actions/?due=overdue", "/actions/?words=zzz",
        f"/plans/{plan}/amend/", action, f"{action}report-progress/", f"{action}amend/", story["recommendation"],
    ):  # fmt: skip
        visit(page, address)


@pytest.mark.long
def test_the_busiest_pages_stand_up_at_400_per_cent(as_role, story):
    page = as_role("coordinator", "zoomed")
    plan, action = story["plans"][STRATEGY], story["action"]
    for address in (f"/plans/{plan}/", action, f"{action}report-progress/"):
        visit(page, address)


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_pages_of_documents_and_reports_stand_up(as_role, story, screen):
    page = as_role("coordinator", screen)
    plan = story["plans"][STRATEGY]
    for address in ("/sources/", "/sources/read/", "/reports/", f"/plans/{plan}/reports/", f"/plans/{plan}/export/"):
        visit(page, address)


def test_a_lead_reports_by_keyboard_alone_and_finds_it_in_the_history(as_role):
    page = as_role("haven")
    open_action(page, "Place IDVAs")
    page.get_by_role("link", name="Report progress").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Amber").focus()
    page.keyboard.press("Space")
    page.get_by_label("What has happened").focus()
    page.keyboard.type("Two of three posts are filled. 14 people were seen together.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save progress").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Progress saved. Reference")).to_be_visible()
    expect(page.get_by_text("Two of three posts are filled.").first).to_be_visible()
    stands_up(page)


def test_every_part_of_the_update_form_is_reached_by_tab(as_role, story):
    page = as_role("coordinator")
    page.goto(f"{story['action']}report-progress/")
    expect(page.get_by_label("What has happened")).to_be_visible()
    stops = tab_stops(page)
    for wanted in ("id_account", "id_as_of_day", "id_as_of_month", "id_as_of_year", "id_link", "id_file"):
        assert wanted in stops


def test_the_second_of_two_editors_is_shown_the_first_ones_words_and_keeps_their_own(as_role):
    first, second = as_role("coordinator"), as_role("health")
    for page, words in ((first, "The first one's words."), (second, "The second one's words.")):
        open_action(page, "Train every practice team")
        page.get_by_role("link", name="Report progress").click()
        page.get_by_role("radio", name="Green").check()
        page.get_by_label("What has happened").fill(words)
    for page in (first, second):
        page.get_by_role("button", name="Save progress").click()
    expect(first.get_by_text("Progress saved.")).to_be_visible()
    expect(second.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(second.get_by_text("The first one's words.")).to_be_visible()
    assert second.get_by_label("What has happened").input_value() == "The second one's words."
    stands_up(second)
    second.get_by_role("button", name="Save progress").click()
    expect(second.get_by_text("Progress saved.")).to_be_visible()


def test_typing_survives_the_end_of_an_idle_session(as_role, site, story):
    person = story["people"]["haven"]
    page = as_role("haven")
    open_action(page, "Recruit and support volunteer")
    page.get_by_role("link", name="Report progress").click()
    page.get_by_role("radio", name="Amber").check()
    page.get_by_label("What has happened").fill("Typed before the long meeting.")
    assert site.tell("idle_for_an_hour", email=person["email"]) >= 1
    page.get_by_role("button", name="Save progress").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.get_by_label("E-mail address").fill(person["email"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("It is not saved yet")).to_be_visible()
    assert page.get_by_label("What has happened").input_value() == "Typed before the long meeting."
    assert page.get_by_role("radio", name="Amber").is_checked()
    page.get_by_role("button", name="Save progress").click()
    expect(page.get_by_text("Progress saved.")).to_be_visible()


def test_everything_a_lead_needs_works_without_scripts(as_role):
    page = as_role("haven", java_script_enabled=False)
    open_action(page, "Offer workplace training")
    page.get_by_role("link", name="Report progress").click()
    page.get_by_role("radio", name="Green").check()
    page.get_by_role("button", name="Save progress").click()
    expect(page.get_by_role("link", name="Say what has happened and why")).to_be_visible()
    page.get_by_label("What has happened").fill("Six champions now.")
    page.get_by_role("button", name="Save progress").click()
    expect(page.get_by_text("Progress saved.")).to_be_visible()


def test_a_filter_is_put_on_and_taken_off_again_by_its_tag(as_role, story):
    page = as_role("board")
    page.goto(f"/plans/{story['plans'][STRATEGY]}/")
    page.get_by_label("Deadline").select_option("overdue")
    page.get_by_role("button", name="Apply filters").click()
    assert "due=overdue" in page.url
    stands_up(page)
    page.get_by_role("link", name="Remove this filter: Overdue").click()
    assert "due=overdue" not in page.url
