"""A programme's quarter: the board before a meeting, a session and who came, a practice on its way, a report."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import fits_its_width, stands_up
from tests.journeys.conftest import SCREENS
from tests.journeys.site import Site
from tests.journeys.test_signing_in import sign_in_by_password
from towpath.documents.attendance.tests.making import exported, sections

pytestmark = pytest.mark.once  # pages and scripts, which `make test-all` opens on the other database too


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
        f"/sessions/{session}/attendance/file/", f"/sessions/{session}/feedback/",
        f"/sessions/{session}/feedback/file/", f"/sessions/rules/{programme}/set/",
        "/support/", "/support/list/?sort=longest", "/sessions/?state=held", "/practices/?trained=yes",
        "/progress-reports/", f"/progress-reports/{keys['report']}/",
    )  # fmt: skip


def test_the_pages_of_delivery_stand_up(as_role, story):
    page = as_role("manager")
    for address in pages(story["delivery"]):
        visit(page, address)


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


def test_an_educator_plans_a_session_takes_in_the_file_of_the_meeting_and_finds_who_came(as_role, story):
    page, day = as_role("educator"), date.today()  # noqa: DTZ011 -- the day the browser's server is on
    page.goto(f"/sessions/plan/{story['delivery']['site']}/")
    page.get_by_role("radio", name="Clinical session 2").check()
    page.get_by_role("checkbox", name="Lime Way Health Centre").check()
    for part, typed in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(typed))
    page.get_by_role("radio", name="Virtual").check()
    stands_up(page)
    page.get_by_role("button", name="Plan the session").click()
    page.get_by_role("link", name="Take in a file").click()
    content = exported(sections(f"{day:%d/%m/%Y}"))
    page.set_input_files("input[type=file]", {"name": "meeting.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    stands_up(page)
    row = page.locator("tbody tr", has_text="Ben Quay")
    row.get_by_role("checkbox").check()
    row.get_by_label("Practice").select_option(label="Lime Way Health Centre (Invented)")
    row.get_by_label("Staff group").select_option(label="Nurses")
    for name in ("Ada Lock", "Cy Wharf"):
        page.locator("tbody tr", has_text=name).get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Take in the people ticked").click()
    expect(page.get_by_role("main")).to_contain_text("Ben Quay")
    expect(page.get_by_role("main")).to_contain_text("1 of 2")
    stands_up(page)


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_an_educator_sends_a_file_of_answers_puts_right_what_is_wrong_in_it_and_takes_it_in(as_role, story, screen):
    page, head = as_role("educator", screen), "Respondent;Confidence (before);Confidence (after)\n"

    def choose(text: str) -> None:
        page.set_input_files("input[type=file]", {"name": "poll.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.get_by_role("button", name="Look at the file").click()

    page.goto(f"/sessions/{story['delivery']['session']}/feedback/record/")
    page.get_by_role("link", name="Take the answers in from a file").click()
    choose(f"{head}{screen} 1;2;99\n{screen} 2;lots;3\n")
    expect(page.get_by_role("main")).to_contain_text("What is wrong in “poll.csv”")
    stands_up(page)
    fits_its_width(page)
    chosen_at = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Take out your file with the 2 errors marked").click()
    assert download.value.suggested_filename == "poll-marked.xlsx"
    page.goto(chosen_at)  # from the bar, where marking took long
    choose(f"{head}{screen} 1;2;4\n{screen} 2;1;3\n")
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    stands_up(page)
    fits_its_width(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("4 answers of the file taken in")


def test_a_practice_manager_meets_their_own_practice_and_no_other(as_role, story):
    page = as_role("practice", "phone")
    page.goto("/practices/")
    stands_up(page)
    page.locator("table a").first.click()
    stands_up(page)
    expect(page.get_by_text("Fully trained since").first).to_be_visible()
    answer = page.goto("/practices/Z90001/")
    assert answer.status == 404
