"""What is to be said of a file's cells, gathered by row, and the colour that marks them."""

from collections import defaultdict
from collections.abc import Iterable

from towpath.documents.writers.guard import guarded

COLOUR = "FFE699"
LONGEST = 32_000  # characters of a cell

CellNote = tuple[str, int, int, str]  # sheet, row, column (0 for the whole row), sentence


def by_row(notes: Iterable[CellNote]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """Columns and sentences by sheet and row."""
    found = defaultdict(list)
    for sheet, row, column, sentence in notes:
        found[sheet, row].append((column, sentence))
    return found


def beside(said: Iterable[tuple[int, str]]) -> str:
    """All that is said of a row, for the column beside it."""
    return guarded("\n".join(sentence for _, sentence in said))[:LONGEST]
