"""The browser, the server and the screens of the journeys."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.journeys.checks import AXE
from tests.journeys.chromium import chromium, give_up
from tests.journeys.databases import fresh_database
from tests.journeys.site import Site, served

HERE = Path(__file__).parent
# How long anything on a page may take before a journey fails, in milliseconds. Nothing waits so long on purpose: it is
# wide so that a busy machine fails no journey.
AT_MOST = 60_000
expect.set_options(timeout=AT_MOST)
MEET_THE_DEMONSTRATION = {"test_plans", "test_documents", "test_delivery"}
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 375, "height": 812}, "device_scale_factor": 2, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    # A screen of 1280 x 1024 at 400 %: what is left to lay a page out on.
    "zoomed": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys go in two groups, a server and a browser for each: those that meet the demonstration, and the others."""
    for item in items:
        if HERE in item.path.parents:
            group = "demonstration" if item.path.stem in MEET_THE_DEMONSTRATION else "journeys"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; it ends with them, as its loop would get in the way of other tests."""
    if not AXE.exists():
        give_up("The journeys need the front-end packages: run `make install`.")
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all journeys. Each tells its own story into it, under names of its own."""
    folder = tmp_path_factory.mktemp("journeys")
    with fresh_database(folder) as database, served(database, folder) as running:
        yield running


@pytest.fixture(params=["desktop", "phone", pytest.param("narrow", marks=pytest.mark.long)])
def screen(request: pytest.FixtureRequest) -> dict:
    """Each kind of screen in turn. 400 % zoom lays a page out as the narrow one does; a few journeys go there too."""
    return SCREENS[request.param]


@pytest.fixture
def open_window(browser: Browser, site: Site) -> Iterator["OpenWindow"]:
    """Open a window: `page = open_window(SCREENS["phone"])`. All of them are closed and looked through at the end."""
    opener = OpenWindow(browser, site)
    yield opener
    opener.close()
    assert not opener.mishaps, "\n".join(opener.mishaps)


@pytest.fixture
def page(open_window: "OpenWindow") -> Page:
    """A window on a desktop screen."""
    return open_window(SCREENS["desktop"])


class OpenWindow:
    """Windows of a journey, and what went wrong in them behind its back."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.mishaps: list[str] = []

    def __call__(self, screen: dict, **options) -> Page:
        context = self.browser.new_context(**screen, base_url=self.site.address, locale="en-GB", **options)
        context.set_default_timeout(AT_MOST)
        context.on("request", self._only_here)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.mishaps.append(f"A script failed on {page.url}: {error}"))
        page.on("console", lambda said: self._listen(said.text, page.url))
        return page

    def _only_here(self, request: Request) -> None:
        """Listened to and not stood in for: a page whose requests are stopped and let go keeps nothing in its cache."""
        asked = urlsplit(request.url)
        if asked.scheme.startswith("http") and asked.netloc != urlsplit(self.site.address).netloc:
            self.mishaps.append(f"A page asked another site for {request.url}")

    def _listen(self, said: str, where: str) -> None:
        if "Content Security Policy" in said:
            self.mishaps.append(f"The security policy stopped something on {where}: {said}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
