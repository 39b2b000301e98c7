"""A programme's quarter: the board before a meeting, a session and who came, a practice on its way, a report."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import fits_its_width, stands_up
from tests.journeys.conftest import SCREENS
from tests.journeys.site import Site
from tests.journeys.test_signing_in import sign_in_by_password


@pytest.fixture(scope="module")
def story(site: Site) -> dict[str, Any]:
    """The demonstration, once for all of these journeys."""
    return site.tell("demonstration")


@pytest.fixture
def as_role(open_window: Any, story: dict[str, Any]) -> Callable[..., Page]:
    """A window of somebody signed in: `as_role("manager")`."""

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


def pages(keys: dict[str, int]) -> tuple[str, ...]:
    """The pages that somebody of a programme opens in a week."""
    programme, site, sign_up, session = keys["programme"], keys["site"], keys["sign_up"], keys["session"]
    return (
        "/delivery/", "/delivery/?on=2021-09-30", f"/delivery/sites/{site}/", "/delivery/phases/",
        "/programmes/", f"/programmes/{programme}/", f"/sites/{site}/record/", f"/sites/{site}/targets/",
        "/practices/", "/practices/Z90001/", "/practices/sign-up/", "/practices/refreshers/", "/register/",
        f"/sign-ups/{sign_up}/headcount/", "/sessions/", f"/sessions/{session}/", f"/sessions/{session}/attendance/",
        f"/sessions/{session}/attendance/file/", f"/sessions/{session}/feedback/", f"/sessions/rules/{programme}/set/",
        "/support/", "/progress-reports/", "/progress-reports/1/",
    )  # fmt: skip


@pytest.mark.once
def test_the_pages_of_delivery_stand_up(as_role, story):
    page = as_role("manager")
    for address in pages(story["delivery"]):
        visit(page, address)


@pytest.mark.once
def test_the_pages_of_delivery_fit_the_narrowest_screen(as_role, story):
    page = as_role("manager", "narrow")
    for address in pages(story["delivery"]):
        page.goto(address)
        fits_its_width(page)


def test_a_commissioner_finds_the_forty_two_practices_behind_the_figure(as_role, story):
    page = as_role("commissioner")
    page.goto("/delivery/?on=2021-09-30")
    page.locator("tfoot").first.get_by_role("link", name=re.compile(r"^42 ")).first.click()
    stands_up(page)
    expect(page.get_by_role("main")).to_contain_text("42 practices")
    assert page.locator("tbody tr").count() == 42


def test_an_educator_records_who_came_and_a_practice_moves_on(as_role, story):
    page = as_role("educator")
    page.goto("/sessions/")
    stands_up(page)
    page.get_by_role("link", name="Clinical session 2").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clinical session 2")
    stands_up(page)


def test_a_practice_manager_meets_their_own_practice_and_no_other(as_role, story):
    page = as_role("practice", "phone")
    page.goto("/practices/")
    stands_up(page)
    page.locator("table a").first.click()
    stands_up(page)
    expect(page.get_by_text("Fully trained since").first).to_be_visible()
    answer = page.goto("/practices/Z90001/")
    assert answer.status == 404
