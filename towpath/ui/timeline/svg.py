"""Writing SVG: elements with presentation attributes alone, which a strict content security policy lets pass."""

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from towpath.ui.timeline.lettering import width_of

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHITE = "#ffffff"


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """An element around markup; `stroke_width` becomes stroke-width, and what is None is left out."""
    said = "".join(f" {_name(key)}={_value(value)}" for key, value in attributes.items() if value is not None)
    inside = "".join(children)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def words(said: str, x: float, y: float, size: float, **attributes: str | float | None) -> str:
    """A line of text standing on y."""
    return element("text", plain(said), x=x, y=y, font_size=size, **attributes)


def plated(said: str, x: float, y: float, size: float, plate: str = WHITE, **attributes: str | float | None) -> str:
    """A line of text on a plate of its ground's colour, where something runs behind it."""
    left, width = _extent(said, x, size, attributes)
    place = {"x": left - 2, "y": y - size * 0.9, "width": width + 4, "height": size * 1.2}
    return element("rect", fill=plate, **place) + words(said, x, y, size, **attributes)


def clear_of(
    rules: Iterable[float],
    said: str,
    x: float,
    y: float,
    size: float,
    plate: str = WHITE,
    **attributes: str | float | None,
) -> str:
    """A line of text, on a plate only if one of the upright rules runs behind it."""
    left, width = _extent(said, x, size, attributes)
    is_crossed = any(left - 1 < rule < left + width + 1 for rule in rules)
    if is_crossed:
        return plated(said, x, y, size, plate, **attributes)
    return words(said, x, y, size, **attributes)


def _extent(said: str, x: float, size: float, attributes: Mapping[str, str | float | None]) -> tuple[float, float]:
    """Where a line of text begins, and how wide it is."""
    width = width_of(said, size, is_bold=attributes.get("font_weight") == "bold")
    return (x - width if attributes.get("text_anchor") == "end" else x), width


def plain(said: str) -> str:
    """Text as it may stand between tags: escaped, and without the control characters that XML refuses."""
    return escape(NOT_IN_XML.sub("", said))


def _name(key: str) -> str:
    return "viewBox" if key == "view_box" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return quoteattr(NOT_IN_XML.sub("", value))
    return f'"{value:.2f}"'.replace('.00"', '"')
