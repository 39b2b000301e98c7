"""A sheet of rows on its way out, and the count that proves it whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = str | int | float | date | datetime | None


class CutShortError(Exception):
    """Not all rows were written, or too many; the message says how many were expected."""


@dataclass(frozen=True)
class Column:
    """A heading, and how wide its column is where the format has widths, in characters."""

    heading: str
    width: int = 20


@dataclass(frozen=True)
class Sheet:
    """Rows under headings. `count` is how many rows there must be, known before the first is written."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    count: int

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def counted(self) -> Iterator[Sequence[Value]]:
        """The rows as they come; raises `CutShortError` after the last unless there were as many as promised."""
        written = 0
        for row in self.rows:
            written += 1
            yield row
        if written != self.count:
            raise CutShortError(f"The file has {written} rows instead of {self.count}: take it out again.")

    @property
    def closing(self) -> str:
        """The line at the end of the file. A file without it was cut short."""
        return f"Rows: {self.count}"
