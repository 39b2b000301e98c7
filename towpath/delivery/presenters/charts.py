"""Small charts of columns by quarter, each with the same figures in words; a bar that reaches for its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from towpath.foundation.figures import ReleasedFigure
from towpath.foundation.periods import Quarter

STEP, WIDE, HIGH = 20, 14, 40  # units: from column to column, a column, the whole drawing
NOUGHT, LEAST = 1, 4  # the heights of nought, which is a line on the ground, and of the smallest number above it
BAR_WIDTH = 200


@dataclass(frozen=True)
class QuarterColumn:
    """One quarter's figure; `is_open` while the quarter goes on."""

    quarter: Quarter
    figure: ReleasedFigure
    href: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Chart:
    """Columns side by side. `closed`, `still_open` and `absent` are the paths that draw them."""

    title: str
    columns: tuple[QuarterColumn, ...]
    closed: str
    still_open: str
    absent: str

    @property
    def width(self) -> int:
        return STEP * len(self.columns) - (STEP - WIDE)

    @property
    def height(self) -> int:
        return HIGH

    @property
    def newest(self) -> QuarterColumn:
        return self.columns[-1]

    @property
    def sentence(self) -> str:
        """Sessions by quarter: 2020/21 Q1 3, 2020/21 Q2 not due."""
        said = [f"{column.quarter} {column.figure.label.lower()}" for column in self.columns]
        return f"{self.title} by quarter: {', '.join(said)}."


def tallest(numbers: Sequence[int]) -> int:
    """The largest of these numbers, and at least 1: the scale that charts share."""
    return max(numbers, default=0) or 1


def chart_of(title: str, columns: Sequence[QuarterColumn], scale: int) -> Chart:
    """Columns drawn to a scale: filled where the quarter is over, outlined while it goes on, a dot for no number."""
    closed, still_open, absent = "", "", ""
    for place, column in enumerate(columns):
        left = place * STEP
        if column.figure.number is None:
            absent += f"M{left + WIDE // 2 - 1} {HIGH - 4}h3v3h-3z"
        elif column.is_open and column.figure.number:
            still_open += _outlined(left, _height(column.figure.number, scale))
        else:
            closed += _filled(left, _height(column.figure.number, scale))
    return Chart(title, tuple(columns), closed, still_open, absent)


def _height(number: float, scale: int) -> int:
    return max(round((HIGH - 1) * number / scale), LEAST) if number else 0


def _filled(left: int, height: int) -> str:
    return f"M{left} {HIGH}v{-(height or NOUGHT)}h{WIDE}V{HIGH}z"


def _outlined(left: int, height: int) -> str:
    """A column drawn half a line inside, so that its edge is not cut off."""
    return f"M{left + 1} {HIGH - 1}v{1 - height}h{WIDE - 2}V{HIGH - 1}z"


@dataclass(frozen=True)
class TargetBar:
    """How far a number reaches towards its target: `done` of the bar filled, `goal` where the target stands."""

    done: int
    goal: int
    width: int = BAR_WIDTH


def bar_of(number: int, target: int) -> TargetBar | None:
    """The bar of a number beside its target; none where the target is nought."""
    longest = max(number, target)
    return TargetBar(round(BAR_WIDTH * number / longest), round(BAR_WIDTH * target / longest)) if target else None
