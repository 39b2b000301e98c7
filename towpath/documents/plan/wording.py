"""The plain words of a cell: one line, without footnote marks."""

import re

from towpath.documents.table import Cell
from towpath.documents.wording import items_in, normalised

# Marks stand at the end of a word: "service*" and "Group**" are marked, "5 * 3" is not.
_MARKS = re.compile(r"(?<=[\w.,;:)\]’”'\"])(?:[*†‡§]+|[⁰¹²³⁴-⁹]+)(?=[\s.,;:)\]]|$)|\[(?:footnoteRef:\s*)?\d{1,2}\]")


def plain(text: str) -> str:
    """One line of words, footnote marks left out; their notes are kept with the cell."""
    return normalised(_MARKS.sub("", text))


def line(cell: Cell) -> str:
    return plain(cell.text)


def items(cell: Cell) -> tuple[str, ...]:
    """The bullets or lines of a cell as a set in the order written; the same item twice is one."""
    found = (plain(item) for item in cell.items or items_in(cell.text))
    return tuple(dict.fromkeys(item for item in found if item))


def lines(cell: Cell) -> str:
    """All words of a cell, a line for each item."""
    found = (plain(item) for item in cell.items or items_in(cell.text))
    return "\n".join(item for item in found if item)


def same(one: str, other: str) -> bool:
    return normalised(one).casefold() == normalised(other).casefold()
