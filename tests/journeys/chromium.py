"""The browser of the journeys: the machine's own Chromium, found and started the same way everywhere."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_IT = (
    "There is no Chromium for the browser journeys: install Debian's (`apt-get install chromium`), "
    "or name another in the CHROMIUM variable."
)
# The first two are needed in containers; the others keep a browser from asking anybody else for anything.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Where there is none: skip, saying how to get it, or fail where one is required."""
    path = find()
    if not path:
        give_up(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def find() -> str:
    """Where Chromium is; "" where it is not."""
    named = os.environ.get("CHROMIUM", "")
    return next((path for name in [named, *NAMES] if name and (path := shutil.which(name))), "")


def give_up(why: str) -> None:
    """Skip the journeys, or fail them where TOWPATH_BROWSER=required."""
    if os.environ.get("TOWPATH_BROWSER") == "required":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
