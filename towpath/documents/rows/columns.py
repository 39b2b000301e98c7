"""The columns a file of rows may have, and where they stand in a sheet: found by their headings, in any order."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.documents.rows.sheets import SheetRows
from towpath.documents.table import UnreadableFile
from towpath.documents.wording import folded, normalised
from towpath.foundation.sensitivity import Sensitivity

ROWS_SEARCHED = 15  # a title, a date and a trainer may stand above the headings
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class FileColumn:
    """One column a file may have.

    `name` is what sentences call it, `also` the other names its heading goes by, parted by "|"; `is_named` answers for
    headings that no list could name. `parse` makes a value of what a cell says; what it cannot, it refuses with a
    CellError whose message says what to write. `if_blank` is the sentence for a row that leaves the cell blank;
    without one, a blank is None, or "" of a column that takes any words, of at most `longest` characters. Words of a
    sensitive column are never quoted.
    """

    name: str
    also: str = ""
    parse: Callable[[str], Any] = str
    is_required: bool = False
    if_blank: str = ""
    longest: int = 0
    sensitivity: Sensitivity = Sensitivity.PLAIN
    is_named: Callable[[str], bool] | None = None

    def is_headed(self, heading: str) -> bool:
        """Whether a heading, as `heading_words` gives it, names this column."""
        names = [heading_words(self.name), *self.also.split("|")]
        return bool(heading) and (heading in names or bool(self.is_named and self.is_named(heading)))


@dataclass(frozen=True)
class Headings:
    """Where the columns of a sheet stand, by their places in its rows, and the place of the row that names them."""

    sheet: SheetRows
    columns: Mapping[int, FileColumn]
    at: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns.values())


def heading_words(text: str) -> str:
    """A heading as it is compared: "E-mail address *" as "e mail address"."""
    return _MARKS.sub(" ", folded(text)).strip()


def headings_of(
    sheets: Sequence[SheetRows], columns: Sequence[FileColumn], is_enough: Callable[[Collection[str]], bool], none: str
) -> Headings:
    """The first sheet that has the columns: a workbook may hold notes on sheets of their own.

    Raises `UnreadableFile`: `none` where no sheet has one of them, else the sentence that names those that lack.
    """
    found = [one for sheet in sheets if (one := _best(sheet, columns)).columns]
    best = next(
        (one for one in found if is_enough(one.names)), max(found, key=lambda one: len(one.names), default=None)
    )
    required = {column.name for column in columns if column.is_required}
    if best is None or (not is_enough(best.names) and required <= best.names):
        raise UnreadableFile(none)
    if missing := [f"“{column.name}”" for column in columns if column.name in required - best.names]:
        raise UnreadableFile(f"No column is headed {' and none '.join(missing)}: name them so and try again.")
    if twice := list(_twice(best)):
        raise UnreadableFile(" ".join(twice))
    return best


def _best(sheet: SheetRows, columns: Sequence[FileColumn]) -> Headings:
    """The row among the first that names most columns, read alone or with the headings that stand over it."""
    rows = [cells for _, cells in sheet.rows[:ROWS_SEARCHED]]
    read = [
        Headings(sheet, _named(words, columns), at)
        for at, cells in enumerate(rows)
        for words in (cells, _under(rows[at - 1], cells) if at else cells)
    ]
    return max(read, key=lambda one: len(one.columns), default=Headings(sheet, {}, 0))


def _under(above: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Each heading with the one over it, which reaches to the right as far as nothing else stands there."""
    over = ""
    for upper, lower in zip(above, cells, strict=True):
        over = upper or over
        yield f"{over} {lower}" if lower and lower != over else upper


def _named(cells: Any, columns: Sequence[FileColumn]) -> dict[int, FileColumn]:
    headed = ((at, heading_words(text)) for at, text in enumerate(cells))
    found = ((at, next((one for one in columns if one.is_headed(words)), None)) for at, words in headed)
    return {at: column for at, column in found if column}


def _twice(found: Headings) -> Iterator[str]:
    """One column for each thing: two leave a choice that is the sender's."""
    first: dict[str, int] = {}
    cells = found.sheet.rows[found.at][1]
    for at, column in found.columns.items():
        before = first.setdefault(column.name, at)
        if before != at:
            both = " and ".join(f"“{normalised(cells[place])}”" for place in (before, at))
            yield f"Two columns could be the {column.name}, {both}: keep one of them and try again."
