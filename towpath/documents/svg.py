"""Writing SVG: elements with presentation attributes alone, which a strict content security policy lets pass."""

from functools import cache, lru_cache
from xml.sax.saxutils import escape

import markupsafe

from towpath.documents.writers.guard import cleaned

WHITE = "#ffffff"
TILE = 8  # patterns repeat every 8 units
# Patterns by which parts of a bar are told apart without their colour: lines, dots, none.
SLANTS, DOTS, NOTHING, UPRIGHTS, LEVELS = "M-2 2 2-2M0 8 8 0M6 10 10 6", "M1.5 2h1M5.5 6h1", "M0 0", "M4 0V8", "M0 4H8"

Attribute = str | float | None


def element(name: str, *children: str, **said: Attribute) -> str:
    """An element around markup; `stroke_width` becomes stroke-width, and what is None is left out."""
    inside = "".join(children)
    return f"<{name}{attributes(**said)}>{inside}</{name}>" if inside else f"<{name}{attributes(**said)}/>"


def attributes(**said: Attribute) -> str:
    return "".join(f" {_name(key)}={_value(value)}" for key, value in said.items() if value is not None)


def words(said: str, x: float, y: float, size: float, **attributes: Attribute) -> str:
    """A line of text standing on y."""
    return element("text", plain(said), x=x, y=y, font_size=size, **attributes)


def pattern(
    name: str, path: str, y: float | None = None, height: float = TILE, scale: str | None = None, **look: Attribute
) -> str:
    """A pattern of lines, to fill with as `filled_by(name)`; `scale` makes it coarser, across and down."""
    return element(
        "pattern", element("path", d=path, fill="none", **look), id=name, y=y, width=TILE, height=height,
        patternUnits="userSpaceOnUse", patternTransform=f"scale({scale})" if scale else None,
    )  # fmt: skip


def filled_by(name: str) -> str:
    return f"url(#{name})"


def plain(said: str) -> str:
    """Text as it may stand between tags: escaped, and without the control characters that XML refuses."""
    return escape(cleaned(said))


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-") if "_" in key else key


@lru_cache(maxsize=2_000, typed=True)  # a page of bars writes the same colours, places and classes hundreds of times
def _value(value: str | float) -> str:
    match value:
        case str():
            return f'"{markupsafe.escape(cleaned(value))}"'
        case int():
            return f'"{value}"'
    return f'"{value:.2f}"'.replace('.00"', '"')
