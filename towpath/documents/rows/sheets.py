"""The sheets of a file of rows as they stand: nothing is joined to the row above it, since each row is a record."""

from dataclasses import dataclass

from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask


@dataclass(frozen=True)
class SheetRows:
    """A sheet's cells, each row under the number its sender sees beside it. `columns` are the numbers of the columns
    that hold anything, counted from 1; none given are the first ones.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[int, ...] = ()
    name: str = ""

    def number_of(self, at: int) -> int:
        """The number of a column in the file, from where it stands in the rows."""
        return self.columns[at] if self.columns else at + 1


def sheets_of(content: bytes, name: str = "") -> list[SheetRows]:
    """Every sheet a person can see, or the one table of a text. Raises `UnreadableFile` with the sentence to show."""
    sheets: list[SheetRows] = read_apart(ReadingTask.ROWS, content, name=name)
    return sheets
