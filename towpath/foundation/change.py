"""Change in a score: last reading minus first, per person, over the people who have two.

Counts are always given with their whole, and people with one reading are counted beside them, never among them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum, isfinite
from typing import TypeAlias

from towpath.foundation.clock import LONDON, midnight

Order: TypeAlias = date | datetime | int


@dataclass(frozen=True)
class Scale:
    """What a score is measured on. Two editions of one tool are two scales, even where their bounds agree."""

    name: str
    minimum: float
    maximum: float
    higher_is_better: bool

    def __post_init__(self) -> None:
        if not (isfinite(self.minimum) and isfinite(self.maximum) and self.minimum < self.maximum):
            raise ValueError(f"The scale “{self.name}” needs a lowest value below its highest.")

    def check(self, value: float) -> None:
        """A value is a number on the scale, its ends included."""
        if not self.minimum <= value <= self.maximum:
            raise ValueError(
                f"{value:g} is not on the scale “{self.name}”, which runs from {self.minimum:g} to {self.maximum:g}."
            )


@dataclass(frozen=True)
class ScoreReading:
    """One person's score at one time. `person` is any mark that is the same for the same person.

    With a `scale`, its bounds are kept and it cannot be mixed with another.
    """

    person: str
    at: Order
    value: float
    scale: Scale | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError("A reading needs a number: leave it out where there is none.")
        if self.scale:
            self.scale.check(self.value)


@dataclass(frozen=True)
class ScoreChange:
    """How scores changed among the `n` people with two readings or more. The means are None where n is nought.

    `mean_change` is the mean of last minus first; whether a rise is good, the scale says, not the sign.
    """

    n: int
    mean_first: float | None
    mean_last: float | None
    mean_change: float | None
    improved: int
    same: int
    worse: int
    one_reading_only: int

    @property
    def people(self) -> int:
        """Everyone with a reading at all."""
        return self.n + self.one_reading_only


def change_of(readings: Iterable[ScoreReading], higher_is_better: bool) -> ScoreChange:
    """The change from each person's first reading to their last.

    Readings of the same moment count in the order in which they are given. Raises `ValueError` where scales
    are mixed, or where the scale's own direction is another than the one asked for.
    """
    kept = tuple(readings)
    _check_scales(kept, higher_is_better)
    _check_order(kept)
    by_person: dict[str, list[ScoreReading]] = {}
    for reading in sorted(kept, key=lambda reading: _moment(reading.at)):
        by_person.setdefault(reading.person, []).append(reading)
    matched = [(theirs[0].value, theirs[-1].value) for theirs in by_person.values() if len(theirs) > 1]
    return _change(matched, len(by_person) - len(matched), higher_is_better)


def _change(matched: Sequence[tuple[float, float]], one_reading_only: int, higher_is_better: bool) -> ScoreChange:
    rose = sum(last > first for first, last in matched)
    fell = sum(last < first for first, last in matched)
    return ScoreChange(
        n=len(matched),
        mean_first=_mean([first for first, _ in matched]),
        mean_last=_mean([last for _, last in matched]),
        mean_change=_mean([last - first for first, last in matched]),
        improved=rose if higher_is_better else fell,
        same=len(matched) - rose - fell,
        worse=fell if higher_is_better else rose,
        one_reading_only=one_reading_only,
    )


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def _check_scales(readings: Iterable[ScoreReading], higher_is_better: bool) -> None:
    scales = {reading.scale for reading in readings}
    if len(scales) > 1:
        names = " and ".join(sorted(f"“{scale.name}”" if scale else "no scale" for scale in scales))
        raise ValueError(f"Readings on {names} cannot be counted together: count each scale on its own.")
    if any(scale and scale.higher_is_better is not higher_is_better for scale in scales):
        raise ValueError("The scale says otherwise which direction is better: ask the scale.")


def _check_order(readings: Iterable[ScoreReading]) -> None:
    """First and last are told by days and moments, or by numbers such as 1 and 2, and not by both at once."""
    if len({isinstance(reading.at, int) for reading in readings}) > 1:
        raise ValueError("Some readings have a date and some a number: give all of them one or the other.")


def _moment(at: Order) -> float:
    """What orders readings: a moment, the midnight a day begins at, or a plain number."""
    if isinstance(at, datetime):
        return (at if at.tzinfo else at.replace(tzinfo=LONDON)).timestamp()
    return midnight(at).timestamp() if isinstance(at, date) else at
