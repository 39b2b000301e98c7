"""What must hold on every page of every journey."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ALSO = {"target-size": {"enabled": True}}  # of WCAG 2.2, which axe leaves out unless it is told
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def axe(page: Page) -> None:
    """No rule of accessibility that a machine can check is broken; the message names rule, reason and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    broken = page.evaluate("(rules) => axe.run({ rules }).then((result) => result.violations)", ALSO)
    assert not broken, f"{page.url} breaks:\n" + "\n".join(_rule(rule) for rule in broken)


def _rule(rule: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"][:5])
    return f"  {rule['id']}: {rule['help']} ({rule['impact']})\n{places}"


def fits_its_width(page: Page) -> None:
    """Nothing makes the page wider than the screen, so nobody scrolls sideways to read a line."""
    width = page.evaluate("document.documentElement.clientWidth")
    wide = page.evaluate(
        """(width) => [...document.body.querySelectorAll('*')]
            .filter((part) => part.getBoundingClientRect().right > width + 1 && part.checkVisibility())
            .filter((part) => getComputedStyle(part).position !== 'absolute')
            .map((part) => part.outerHTML.slice(0, 160))""",
        width,
    )
    scrolls = page.evaluate("document.documentElement.scrollWidth")
    assert scrolls <= width, f"{page.url} is {scrolls} wide on a screen of {width}:\n" + "\n".join(wide[:5])


def stands_up(page: Page) -> None:
    """Accessible, and readable at its width, once it is all there."""
    page.wait_for_load_state()
    axe(page)
    fits_its_width(page)


def tab_stops(page: Page, most: int = 300) -> list[str]:
    """The ids or words of what the Tab key reaches, in order, until it leaves the page."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const at = document.activeElement;
                return at === document.body ? null : at.id || at.name || at.textContent.trim(); }"""
        )
        if stop is None or (stops and stop == stops[0]):
            return stops
        stops.append(stop)
    raise AssertionError(f"The keyboard never leaves {page.url}; it went on to {stops[-3:]}.")
