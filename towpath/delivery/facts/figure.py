"""A figure, or the word for why there is none. A blank is never zero, and zero is never blank."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from towpath.foundation.absence import Absence
from towpath.ui.words import count_of

MEANINGS = {
    Absence.NOT_DUE: "the site did not deliver yet",
    Absence.NOT_REPORTED: "something happened or may have, and nobody recorded how much",
    Absence.NOT_APPLICABLE: "there was nothing to count, as when a site was paused or no session was held",
    Absence.NO_TARGET: "nobody set a target for that quarter",
}


@dataclass(frozen=True)
class Figure:
    """A number, or why there is none."""

    number: int | None = None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.absence is None):
            raise ValueError("A figure is a number or the word for why there is none, and never both.")

    @property
    def words(self) -> str:
        """1,234, or Not due."""
        return f"{self.number:,}" if self.number is not None else str(self.absence)

    @property
    def cell(self) -> int | str:
        """What stands in a cell of a file: the number, or the word."""
        return self.number if self.number is not None else str(self.absence)

    @classmethod
    def of(cls, number: int, otherwise: Absence | None) -> Self:
        """The number; where it is nought, the word for why nothing was counted, if there is one."""
        return cls(absence=otherwise) if otherwise and not number else cls(number)


@dataclass(frozen=True)
class Total:
    """A sum, and of how many figures it is made. Figures that are no number add nothing, and are counted."""

    number: int
    counted: int
    absent: tuple[tuple[Absence, int], ...] = ()

    @property
    def note(self) -> str:
        """Without 2 sites not due, 1 not reported."""
        if not self.absent:
            return ""
        (absence, sites), *others = self.absent
        said = [f"{count_of(sites, 'site')} {absence.lower()}", *(f"{count} {one.lower()}" for one, count in others)]
        return f"Without {', '.join(said)}"


def total_of(figures: Iterable[Figure]) -> Total:
    """The sum of the figures that are numbers."""
    listed = list(figures)
    numbers = [figure.number for figure in listed if figure.number is not None]
    absences = [figure.absence for figure in listed if figure.absence]
    absent = tuple((absence, absences.count(absence)) for absence in Absence if absence in absences)
    return Total(sum(numbers), len(numbers), absent)
