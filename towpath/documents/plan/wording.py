"""The plain words of a cell, without footnote marks, and the outcomes that an action's cell goes on to name."""

import re
from dataclasses import dataclass

from towpath.documents.table import Cell
from towpath.documents.wording import items_in, normalised

# Marks stand at the end of a word: "service*" and "Group**" are marked, "5 * 3" is not.
_MARKS = re.compile(r"(?<=[\w.,;:)\]’”'\"])(?:[*†‡§]+|[⁰¹²³⁴-⁹]+)(?=[\s.,;:)\]]|$)|\[(?:footnoteRef:\s*)?\d{1,2}\]")
# An outcome written inside the action's cell, as in "Open a clinic. Outcome: people wait less".
_LABEL = re.compile(r"(?:^|(?<=\s))(?:(?:Intended|Expected|Desired|Planned)\s+)?(?:Outcomes?|OUTCOMES?)\s*:\s*")


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


@dataclass(frozen=True)
class ActionText:
    """The action's own words, and the outcomes that its cell goes on to name."""

    text: str
    outcome: tuple[str, ...] = ()


def split_outcome(cell: Cell) -> ActionText:
    """The words before the label are the action; each line after it is an outcome."""
    text = "\n".join(items(cell))
    before, *after = _LABEL.split(text)
    outcomes = (plain(line) for piece in after for line in piece.splitlines())
    return ActionText(plain(before), tuple(dict.fromkeys(outcome for outcome in outcomes if outcome)))
