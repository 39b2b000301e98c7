"""The gallery, where every component stands: on every screen, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.checks import stands_up, tab_stops
from tests.journeys.conftest import SCREENS

PAGES = ["/gallery/", "/gallery/?rating=red&rating=amber&words=locks", "/gallery/question/", "/nowhere/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_component_is_readable_on_every_screen(open_window, screen, address):
    page = open_window(screen)
    page.goto(address)
    stands_up(page)


def test_every_field_is_readable_with_its_error_on_every_screen(open_window, screen):
    page = open_window(screen)
    page.goto("/gallery/")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Error: Gallery of components – Towpath")
    stands_up(page)


def test_error_summary_takes_the_focus_and_leads_to_the_field(page):
    page.goto("/gallery/")
    page.get_by_label("Text", exact=True).fill("Typed and kept")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter the end date.").click()
    expect(page.locator("#id_end_day")).to_be_focused()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Typed and kept")


def test_keyboard_reaches_everything_in_the_order_it_is_read(page):
    page.goto("/gallery/")
    stops = tab_stops(page)
    assert stops[0] == "Skip to main content"
    assert stops.index("id_title") < stops.index("id_account") < stops.index("id_start_day") < stops.index("Save")
    reachable = page.evaluate(
        """() => [...document.querySelectorAll('main a[href], main button, main input, main select, main textarea')]
            .filter((part) => part.checkVisibility() && part.type !== 'hidden' && part.type !== 'radio')
            .map((part) => part.id || part.name || part.textContent.trim())"""
    )
    assert [part for part in reachable if part not in stops] == []


def test_skip_link_goes_past_the_header(page):
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_page_works_without_scripts(open_window):
    page = open_window(SCREENS["phone"], java_script_enabled=False)
    page.goto("/gallery/")
    page.locator("#filter_rating").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Remove this filter: Red")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("Typed and kept")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Typed and kept")


def test_filters_nobody_uses_are_folded_away_on_a_phone_only(open_window):
    for name, is_open in {"phone": False, "desktop": True}.items():
        page = open_window(SCREENS[name])
        page.goto("/gallery/")
        panel = page.locator(".towpath-filter details")
        expect(panel).to_have_attribute("open", "") if is_open else expect(panel).not_to_have_attribute("open", "")


def test_table_becomes_cards_with_their_labels_on_a_phone(open_window):
    page = open_window(SCREENS["phone"])
    page.goto("/gallery/")
    cell = page.locator("td[data-label='Lead']").first
    label = cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert label == '"Lead"'
    expect(page.locator("td.towpath-table__blank").first).to_be_hidden()


def test_page_prints_without_what_is_only_for_the_screen(page):
    page.goto("/gallery/?rating=red")
    page.emulate_media(media="print")
    for part in (".towpath-header__person", ".towpath-footer", ".towpath-filter", ".govuk-button"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Ratings")).to_be_visible()
