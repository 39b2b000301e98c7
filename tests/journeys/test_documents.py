"""From a Word table to a living plan and a quarter's report: the way every partnership begins."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.checks import stands_up
from tests.journeys.conftest import SCREENS
from tests.journeys.site import ROOT, Site
from tests.journeys.test_signing_in import sign_in_by_password
from towpath.documents.tests.memory.made_to_swell import slow_file

pytestmark = pytest.mark.once  # pages and scripts, which `make test-all` opens on the other database too

TRACKER = ROOT / "towpath/demonstration/documents/lockwater-death-review-tracker.docx"


@pytest.fixture(scope="module")
def coordinator(site: Site) -> dict[str, Any]:
    return site.tell("person_with_role", role="coordinator")


def upload(page: Page, document: Path) -> None:
    page.goto("/sources/read/")
    page.get_by_label("Document").set_input_files(document)
    page.get_by_role("button", name="Read the document").click()


def test_a_document_becomes_a_plan_and_the_plan_a_report(open_window, site, coordinator, tmp_path):
    page = open_window(SCREENS["desktop"])
    sign_in_by_password(page, coordinator)
    expect(page.get_by_role("heading", name="What needs you")).to_be_visible()
    upload(page, TRACKER)
    expect(page.get_by_role("heading", name="Which column is which?")).to_be_visible()
    stands_up(page)
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("8 recommendations, 8 actions")).to_be_visible()
    stands_up(page)
    page.get_by_label("Title of the plan").fill("Review of the river")
    page.get_by_role("radio", name="death review").check()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("heading", name="Review of the river")).to_be_visible()
    stands_up(page)

    upload(page, TRACKER)
    expect(page.get_by_text("Review of the river").first).to_be_visible()
    stands_up(page)
    page.goto("/plans/")
    expect(page.get_by_role("link", name="Review of the river")).to_have_count(1)

    page.get_by_role("link", name="Review of the river").click()
    page.get_by_role("link", name="Take the plan out").click()
    with page.expect_download() as download:
        page.locator("a[download][href*=word]").click()
    assert download.value.suggested_filename.endswith(".docx")

    page.goto("/reports/new/")
    page.get_by_label("Plan").select_option(label="Review of the river")
    page.get_by_role("button", name="Build the report").click()
    expect(page.get_by_text("Building the report")).to_be_visible()
    expect(page.get_by_text("No worker is running:")).to_be_visible()
    stands_up(page)
    site.work()  # the page leads on by itself
    expect(page.get_by_role("link", name="Report as a PDF")).to_be_visible()
    stands_up(page)


def test_a_file_nobody_can_read_is_refused_beside_the_field_and_nothing_is_kept(open_window, coordinator, tmp_path):
    page = open_window(SCREENS["phone"])
    sign_in_by_password(page, coordinator)
    expect(page.get_by_role("heading", name="What needs you")).to_be_visible()
    broken = tmp_path / "broken.docx"
    broken.write_bytes(TRACKER.read_bytes()[:2000])
    upload(page, broken)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    stands_up(page)
    page.goto("/sources/")
    assert "broken.docx" not in page.content()


@pytest.mark.long
def test_a_file_that_takes_long_shows_how_far_it_is_and_leads_on_by_itself(open_window, coordinator, tmp_path):
    page = open_window(SCREENS["phone"])
    sign_in_by_password(page, coordinator)
    expect(page.get_by_role("heading", name="What needs you")).to_be_visible()
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(slow_file())
    upload(page, slow)
    expect(page.get_by_role("heading", name="Your file is being read")).to_be_visible()
    stands_up(page)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="The file takes longer than 20 seconds to read")).to_be_visible()
    assert page.url.endswith("/sources/read/")
