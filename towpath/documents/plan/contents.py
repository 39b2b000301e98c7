"""What the cells below a heading look like: evidence for what the column holds."""

import re
from collections.abc import Callable, Sequence
from statistics import mean

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.table import Cell
from towpath.foundation.deadlines import Meaning, read_deadline
from towpath.foundation.ratings import SCHEMES, recognise

NUMBERED = re.compile(r"(?:rec(?:ommendation)?\.?\s*)?\(?[a-z]{0,3}[ .-]?\d+(?:\.\d+)*\s?[a-z]?[.):]?", re.IGNORECASE)
MONEY = re.compile(r"£\s?\d")
RATING_COLOURS = {"red", "amber", "green", "blue", "yellow", "orange"}
ENOUGH = 60  # cells: a longer column looks no different
LONGEST_DEADLINE = 60
LONGEST_LEAD = 60
LONGEST_STATUS = 30

Evidence = tuple[float, str]


def evidence(column: PlanColumn, cells: Sequence[Cell]) -> Evidence:
    """How much the cells look like that column, from 0 to 1, and the words that say why."""
    look = LOOKS.get(column)
    filled = [cell for cell in cells if not cell.is_blank]
    return look(filled[:ENOUGH], cells[:ENOUGH]) if look and cells else (0.0, "")


def _share(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> float:
    return mean(holds(cell) for cell in cells) if cells else 0.0


def _deadlines(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    return _share(filled, _is_deadline), "its cells read as deadlines"


def _is_deadline(cell: Cell) -> bool:
    if len(cell.text) > LONGEST_DEADLINE:
        return False
    told = read_deadline(cell.text)
    return told.is_understood and told.meaning not in (Meaning.DONE, Meaning.PARTLY_DONE)


def _ratings(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    """Rating words, or colours where nothing is written."""
    if not filled:
        return _share(cells, _is_coloured), "its cells hold colours alone"
    return _share(filled, _is_rating), "its cells hold ratings"


def _is_rating(cell: Cell) -> bool:
    is_short = len(cell.text) <= LONGEST_STATUS
    return is_short and any(recognise(scheme, cell.text).rating.is_stated for scheme in SCHEMES)


def _is_coloured(cell: Cell) -> bool:
    return cell.fill is not None and cell.fill.name in RATING_COLOURS


def _numbers(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    return _share(filled, lambda cell: bool(NUMBERED.fullmatch(cell.text.strip()))), "its cells hold numbers"


def _names(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    """Short names that come back: the same agencies lead several actions."""
    names = [item.casefold().strip(" .*/") for cell in filled for item in cell.items or (cell.text,)]
    if not names or mean(map(len, names)) > LONGEST_LEAD:
        return 0.0, ""
    return 1 - len(set(names)) / len(names), "the same short names come back in it"


def _money(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    return _share(filled, lambda cell: bool(MONEY.search(cell.text))), "its cells hold sums of money"


def _prose(filled: Sequence[Cell], cells: Sequence[Cell]) -> Evidence:
    """Accounts of progress run to sentences; the longer, the surer."""
    return _share(filled, lambda cell: len(cell.text) > 200), "its cells hold long accounts"


LOOKS: dict[PlanColumn, Callable[[Sequence[Cell], Sequence[Cell]], Evidence]] = {
    PlanColumn.TIMELINE: _deadlines,
    PlanColumn.RATING: _ratings,
    PlanColumn.NUMBER: _numbers,
    PlanColumn.LEAD: _names,
    PlanColumn.COST: _money,
    PlanColumn.PROGRESS: _prose,
}
