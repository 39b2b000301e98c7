"""How wide words will stand, reckoned without a browser, so that they are wrapped and never run into each other.

The widths are those of Arial and the faces drawn to replace it, in thousandths of the size, rounded up a little.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from towpath.documents.svg import WHITE, Attribute, element, words
from towpath.documents.writers.letters import clusters

WIDTHS_OF = {
    230: "ijl'",
    285: " !,./:;I[]|ftr-()`",
    350: '"*°',
    505: "ckszvxyJ",
    560: "abdeghnopqu0123456789$#?L_–",
    600: "FTZ+<=>~^",
    670: "ABEKPSVXY&",
    725: "CDHNRUw",
    780: "GOQ",
    840: "mM",
    950: "W%",
    1020: "@—…",
}
WIDTH_OF = {letter: width for width, letters in WIDTHS_OF.items() for letter in letters}
OF_ANOTHER_ALPHABET, IDEOGRAPH = 620, 1000
TAKES_NO_ROOM = {"Mn", "Me", "Cf"}  # marks that stand upon a letter, and what is not seen
BOLDER, TO_BE_SAFE = 1.05, 1.02
SPACE = re.compile(r"[ \t\r\n]+")  # not the space that keeps a date together
FACE = "Arial, 'Liberation Sans', Helvetica, 'Libertinus Serif', sans-serif"


@lru_cache(maxsize=4096)
def width_of(words: str, size: float, is_bold: bool = False) -> float:
    """How much room a line of these words takes."""
    thousandths = sum(WIDTH_OF.get(letter) or _unlisted(letter) for letter in words)
    return thousandths / 1000 * size * TO_BE_SAFE * (BOLDER if is_bold else 1)


def _unlisted(letter: str) -> int:
    if unicodedata.category(letter) in TAKES_NO_ROOM:
        return 0
    return IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else OF_ANOTHER_ALPHABET


def wrap(words: str, size: float, room: float, is_bold: bool = False) -> tuple[str, ...]:
    """The words in lines no wider than the room; a word that is wider alone is broken."""
    lines: list[str] = []
    for word in filter(None, SPACE.split(words)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, is_bold) <= room:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, size, room, is_bold))
    return tuple(lines)


def _broken(word: str, size: float, room: float, is_bold: bool) -> list[str]:
    """The word in pieces that fit, at least a letter with its marks each."""
    pieces = [""]
    for letter in clusters(word):
        if pieces[-1] and width_of(pieces[-1] + letter, size, is_bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def cut(words: str, size: float, room: float, is_bold: bool = False) -> str:
    """The words, or as many letters of them as have room before an ellipsis."""
    if width_of(words, size, is_bold) <= room:
        return words
    kept = list(clusters(words))
    while kept and width_of(f"{''.join(kept)}…", size, is_bold) > room:
        kept.pop()
    return f"{''.join(kept).rstrip()}…"


def plated(text: str, x: float, y: float, size: float, plate: str = WHITE, **attributes: Attribute) -> str:
    """A line of text on a plate of its ground's colour, where something runs behind it."""
    left, width = _extent(text, x, size, attributes)
    place = {"x": left - 2, "y": y - size * 0.9, "width": width + 4, "height": size * 1.2}
    return element("rect", fill=plate, **place) + words(text, x, y, size, **attributes)


def clear_of(
    rules: Iterable[float], text: str, x: float, y: float, size: float, plate: str = WHITE, **attributes: Attribute
) -> str:
    """A line of text, on a plate only if one of the upright rules runs behind it."""
    left, width = _extent(text, x, size, attributes)
    is_crossed = any(left - 1 < rule < left + width + 1 for rule in rules)
    if is_crossed:
        return plated(text, x, y, size, plate, **attributes)
    return words(text, x, y, size, **attributes)


def _extent(text: str, x: float, size: float, attributes: Mapping[str, Attribute]) -> tuple[float, float]:
    """Where a line of text begins, and how wide it is."""
    width = width_of(text, size, is_bold=attributes.get("font_weight") == "bold")
    return (x - width if attributes.get("text_anchor") == "end" else x), width
