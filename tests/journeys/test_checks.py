"""The checks of the journeys find what they are for: each is shown a page that breaks it."""

import pytest
from playwright.sync_api import Page

from tests.journeys import chromium
from tests.journeys.checks import axe, fits_its_width, tab_stops
from tests.journeys.conftest import SCREENS, OpenWindow


def spoil(page: Page, html: str) -> None:
    """Add something to the content of a page that is in order."""
    page.goto("/accessibility/")
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)


@pytest.fixture
def unwatched(browser, site):
    """Windows whose mishaps the test looks at itself."""
    opener = OpenWindow(browser, site)
    yield opener
    opener.close()


def test_picture_without_words_is_found(page):
    spoil(page, '<img src="/static/ui/icon.svg">')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_grey_on_white_is_found(page):
    spoil(page, '<p class="pale">Hard to read</p>')
    page.evaluate("document.querySelector('.pale').style.color = '#bbb'")
    with pytest.raises(AssertionError, match="color-contrast"):
        axe(page)


def test_links_too_small_and_too_near_for_a_finger_are_found(page):
    spoil(page, "<p class='near'><a href='/a/'>One</a><br><a href='/b/'>Two</a></p>")
    page.evaluate("document.querySelector('.near').style.lineHeight = '14px'")
    with pytest.raises(AssertionError, match="target-size"):
        axe(page)


def test_line_wider_than_the_screen_is_found(open_window):
    page = open_window(SCREENS["narrow"])
    spoil(page, f"<p class='wide'>{'x' * 90}</p>")
    page.evaluate("document.querySelector('.wide').style.whiteSpace = 'nowrap'")
    with pytest.raises(AssertionError, match="wide on a screen of 320"):
        fits_its_width(page)


def test_place_that_holds_the_keyboard_is_found(page):
    spoil(page, '<button id="one">One</button>')
    page.evaluate("document.querySelector('#one').addEventListener('keydown', (event) => event.preventDefault())")
    with pytest.raises(AssertionError, match="The keyboard never leaves"):
        tab_stops(page, most=30)


def test_request_to_another_site_is_stopped_and_told(unwatched):
    page = unwatched(SCREENS["desktop"], bypass_csp=True)
    spoil(page, '<img src="https://elsewhere.example/picture.png" alt="">')
    page.wait_for_load_state("networkidle")
    assert any("https://elsewhere.example/picture.png" in mishap for mishap in unwatched.mishaps)


def test_script_that_the_policy_stops_is_told(unwatched):
    page = unwatched(SCREENS["desktop"])
    page.goto("/accessibility/")
    page.evaluate("() => { const own = document.createElement('script'); own.text = 'x'; document.body.append(own); }")
    page.wait_for_load_state("networkidle")
    assert any("security policy" in mishap for mishap in unwatched.mishaps)


def test_script_that_fails_is_told(unwatched):
    page = unwatched(SCREENS["desktop"])
    page.goto("/accessibility/")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('planted'); }, 0); }")
    assert any("planted" in mishap for mishap in unwatched.mishaps)


def test_machine_without_chromium_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("TOWPATH_BROWSER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"), chromium.chromium():
        pass


def test_machine_that_must_have_chromium_fails_without_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("TOWPATH_BROWSER", "required")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"), chromium.chromium():
        pass
