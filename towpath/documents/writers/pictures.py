"""Pictures as they are printed: an SVG whose words in other alphabets are lifted out, for Typst to set in their places.

What draws the words of an SVG knows no marks: in Bengali it loses letters, and PDF/UA refuses the page.
Pictures of Towpath move words (`translate`), but never turn or stretch them.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree
from lxml.etree import _Element

from towpath.documents.writers.guard import cleaned
from towpath.documents.writers.printable import PLAIN, printable

SVG = "{http://www.w3.org/2000/svg}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
MOVED = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]*(-?[\d.]+)?")
NUMBER = re.compile(r"-?[\d.]+")


@dataclass(frozen=True)
class Words:
    """A line of text in a picture: where its foot stands and what it looks like, in the picture's own units."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    is_bold: bool
    fill: str


def picture_of(svg: str) -> dict[str, Any]:
    """What the template's `picture` sets: the SVG, how wide and high it is, and the words to set upon it."""
    root = etree.fromstring(cleaned(svg).encode(), PARSER)
    words = [asdict(each) for each in _lifted(root)]
    size = {side: _number(root.get(side, "")) for side in ("width", "height")}
    return {"svg": etree.tostring(root, encoding="unicode"), "words": words, **size}


def _lifted(root: _Element) -> Iterator[Words]:
    """Take the words that SVG cannot draw out of the picture."""
    for element in list(root.iter(f"{SVG}text", f"{SVG}tspan")):
        if not PLAIN.fullmatch(element.text or ""):
            yield _words(element, element.text or "")
            element.text = None


def _words(element: _Element, text: str) -> Words:
    moved = [match for each in _upwards(element) if (match := MOVED.match(each.get("transform", "")))]
    return Words(
        printable(" ".join(text.split())),
        x=_number(_nearest(element, "x")) + sum(_number(match[1]) for match in moved),
        y=_number(_nearest(element, "y")) + sum(_number(match[2] or "") for match in moved),
        size=_number(_nearest(element, "font-size")) or 10,
        anchor=_nearest(element, "text-anchor") or "start",
        is_bold=_nearest(element, "font-weight") == "bold",
        fill=_nearest(element, "fill"),
    )


def _nearest(element: _Element, attribute: str) -> str:
    """What holds for an element, said by itself or by what it lies in."""
    return next((value for each in _upwards(element) if (value := each.get(attribute))), "")


def _upwards(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


def _number(said: str) -> float:
    found = NUMBER.match(said)
    return float(found[0]) if found else 0.0
