"""Figures: a number, or the word for why there is none, and the one way by which they leave.

Every label of a missing number stands here and nowhere else. What counts makes a `Figure`, which cannot be printed;
what shows takes a `ReleasedFigure`, which only `released` makes, for an audience. So no page, file or command can show
what disclosure control has not seen.

Disclosure control covers people who answered, as about feedback: a figure of 1 to 4 of them is hidden from those who
only read figures. It does not cover practices, sessions or professionals trained. What else hides beside a total is
for `foundation.disclosure`; whoever shows such a table makes those figures `HIDDEN`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn, Self

from towpath.foundation.disclosure import FEWEST, is_of_few

NO_TARGET = "No target set"

Number = int | Fraction


class Absence(StrEnum):
    """Why there is no number. Zero is a number and not among these; nor is a target nobody set, which is None."""

    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Absence.NOT_DUE: "Not due",
    Absence.NOT_REPORTED: "Not reported",
    Absence.NOT_APPLICABLE: "Not applicable",
    Absence.SUPPRESSED: "Hidden: too few",
}
# What each label means, in the order in which a page explains them.
MEANINGS = {
    LABELS[Absence.NOT_DUE]: (
        "the site had not begun, or the quarter was still to come or, for what people answered, still going on"
    ),
    LABELS[Absence.NOT_REPORTED]: "something happened or may have, and nobody recorded how much",
    LABELS[Absence.NOT_APPLICABLE]: (
        "there was nothing to count or to compare with, as when a site was paused or no session was held"
    ),
    LABELS[Absence.SUPPRESSED]: f"fewer than {FEWEST} people answered, or the number would give theirs away",
    NO_TARGET: "nobody set a target for that quarter",
}
# Of several figures none of which is a number, the word for all: the one that asks most of somebody.
MOST_TELLING = (Absence.SUPPRESSED, Absence.NOT_REPORTED, Absence.NOT_APPLICABLE, Absence.NOT_DUE)


class Audience(StrEnum):
    """For whom a figure is: somebody who works with the rows it is made of, or somebody who reads it."""

    WORKING = "working"
    READING = "reading"


class Style(StrEnum):
    """How a number is written. Rounding is half away from zero, once, here.

    A mean has two digits behind the point as far as it needs them; in print one, so that a column is easily read.
    """

    COUNT = "count"
    MEAN = "mean"
    CHANGE = "change"
    PRINTED_MEAN = "printed mean"
    PRINTED_CHANGE = "printed change"
    SHARE = "share"


@dataclass(frozen=True)
class Figure:
    """A number, or why there is none.

    `people` is how many people who answered it tells of, and None where it tells of something else. A nought tells of
    everybody who could have been counted.
    """

    number: Number | None = None
    absence: Absence | None = None
    people: int | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.absence is None):
            raise ValueError("A figure is a number or the word for why there is none, and never both.")

    @classmethod
    def of(cls, number: Number, otherwise: Absence | None, people: int | None = None) -> Self:
        """The number; where it is nought, the word for why nothing was counted, if there is one."""
        return cls(absence=otherwise, people=people) if otherwise and not number else cls(number, people=people)

    def __str__(self) -> NoReturn:
        raise TypeError("A figure leaves through `released`, which asks for whom it is.")

    def __format__(self, specification: str) -> NoReturn:
        raise TypeError("A figure leaves through `released`, which asks for whom it is.")


@dataclass(frozen=True)
class ReleasedFigure:
    """A figure as an audience may see it: made by `released` alone.

    `number` is rounded as it is shown: a whole number, or one with at most two digits behind the point.
    """

    number: int | float | None
    absence: Absence | None
    label: str

    @property
    def cell(self) -> int | float | str:
        """What stands in a cell of a file: the number, or the word."""
        return self.label if self.number is None else self.number

    @property
    def is_hidden(self) -> bool:
        return self.absence is Absence.SUPPRESSED

    def as_json(self) -> dict[str, Any]:
        absence = self.absence.value if self.absence else None
        return {"number": self.number, "absence": absence, "label": self.label}

    def __str__(self) -> str:
        return self.label


def released(figures: Iterable[Figure], audience: Audience, *, style: Style = Style.COUNT) -> list[ReleasedFigure]:
    """Figures as an audience may see them: the one exit.

    Who works with the rows sees every figure. From others a figure of 1 to 4 people who answered is hidden. A figure of
    nobody is shown: there is nobody it tells of, and nobody it could hide.
    """
    reads = audience is Audience.READING
    return [_release(HIDDEN if reads and is_of_few(figure.people or 0) else figure, style) for figure in figures]


HIDDEN = Figure(absence=Absence.SUPPRESSED)


def kept_figure(number: int | float | None, absence: str | None, label: str) -> ReleasedFigure:
    """A figure that was released before and comes back from where it was kept (`as_json`)."""
    return ReleasedFigure(number, Absence(absence) if absence else None, label)


def _release(figure: Figure, style: Style) -> ReleasedFigure:
    if figure.absence:
        return ReleasedFigure(None, figure.absence, figure.absence.label)
    number = rounded(figure.number or 0, STYLES[style].places)
    number = number if style is Style.COUNT else float(number)
    return ReleasedFigure(number, None, STYLES[style].write(number))


def released_target(number: int | None) -> ReleasedFigure:
    """A target as it is shown; one that nobody set is no number and no absence."""
    return ReleasedFigure(None, None, NO_TARGET) if number is None else _release(Figure(number), Style.COUNT)


@dataclass(frozen=True)
class _Style:
    """To how many digits behind the point a number is rounded, and how it is then written."""

    places: int
    write: Callable[[int | float], str]


STYLES = {
    Style.COUNT: _Style(2, lambda number: f"{number:,}"),
    Style.MEAN: _Style(2, lambda number: f"{number:g}"),
    Style.CHANGE: _Style(2, lambda number: f"{number:+g}".replace("-", "−") if number else "0"),
    Style.PRINTED_MEAN: _Style(1, lambda number: f"{number:.1f}"),
    Style.PRINTED_CHANGE: _Style(1, lambda number: f"{number:+.1f}" if number else "0.0"),
    Style.SHARE: _Style(2, lambda number: f"{rounded(Fraction(str(number)) * 100, 0)}%"),
}


def rounded(number: Number, places: int) -> int | float:
    """To so many digits behind the point, half away from zero; a whole number stays one."""
    if isinstance(number, int):
        return number
    scaled = abs(number) * 10**places
    whole = int(scaled + Fraction(1, 2))
    exact = Fraction(-whole if number < 0 else whole, 10**places)
    return exact.numerator if exact.denominator == 1 else float(exact)


def share(part: Figure, whole: int | None) -> Figure:
    """What was reached as a share of a target; of no target, and of a target of nought, there is none."""
    if part.number is None:
        return part
    number = Fraction(part.number) / whole if whole else None
    return Figure(number, None if whole else Absence.NOT_APPLICABLE, part.people)


@dataclass(frozen=True)
class Total:
    """A sum, and of how many figures it is made. Figures that are no number add nothing, and are counted.

    `people` is how many people who answered they tell of together; None where none of them tells of any.
    """

    number: Number
    counted: int
    absent: tuple[tuple[Absence, int], ...] = ()
    people: int | None = None

    @property
    def figure(self) -> Figure:
        """The sum; where none of several figures is a number, the word for all of them."""
        if self.counted or not self.absent:
            return Figure(self.number, people=self.people)
        absences = {absence for absence, _ in self.absent}
        return Figure(absence=next(one for one in MOST_TELLING if one in absences), people=self.people)

    @property
    def note(self) -> str:
        """Without 2 sites not due, 1 not reported."""
        if not self.absent:
            return ""
        (absence, sites), *others = self.absent
        first = f"{sites} {'site' if sites == 1 else 'sites'} {absence.label.lower()}"
        return f"Without {', '.join([first, *(f'{count} {one.label.lower()}' for one, count in others)])}"


def total_of(figures: Iterable[Figure]) -> Total:
    """The sum of the figures that are numbers."""
    listed = list(figures)
    numbers = [figure.number for figure in listed if figure.number is not None]
    absences = [figure.absence for figure in listed if figure.absence]
    absent = tuple((absence, absences.count(absence)) for absence in Absence if absence in absences)
    people = [figure.people for figure in listed if figure.people is not None]
    return Total(sum(numbers), len(numbers), absent, sum(people) if people else None)


@dataclass(frozen=True)
class RatioOfSums:
    """So many of so many, both summed over the same places: those at which both are numbers.

    Where both are numbers nowhere, the part is the word for why. `places` is how many there are, `without` how many
    more were left out.
    """

    part: Figure
    whole: Figure
    places: int
    without: int


def ratio_of_sums(pairs: Iterable[tuple[Figure, Figure]]) -> RatioOfSums:
    """The ratio of several places, from the part and the whole of each."""
    listed = list(pairs)
    known = [(part, whole) for part, whole in listed if part.number is not None and whole.number is not None]
    counted = known or listed
    parts, wholes = (total_of(pair[at] for pair in counted).figure for at in range(2))
    return RatioOfSums(parts, wholes, len(counted), len(listed) - len(counted))
