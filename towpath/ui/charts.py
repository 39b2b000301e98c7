"""Small charts in a row or a card of a page: each is drawn here, as SVG, with the same figures in words beside it.

A chart with axes, such as a paper holds, is drawn in `documents.charts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import get_text_list

from towpath.documents.svg import DOTS, LEVELS, NOTHING, SLANTS, UPRIGHTS, WHITE, element, filled_by, pattern
from towpath.foundation.figures import ReleasedFigure
from towpath.foundation.periods import Quarter
from towpath.ui.words import percentage

WIDTH, HEIGHT = 1000, 40  # units of a bar, stretched to the place it is given
SHADES = 3
COARSER = "3 2"  # so that patterns are seen in a small bar too
PATTERNS = {"red": SLANTS, "amber": DOTS, "green": NOTHING, "blue": UPRIGHTS, "grey": LEVELS}
STEP, COLUMN, HIGH = 20, 14, 40  # units: from column to column, a column, the whole drawing
NOUGHT, LEAST = 1, 4  # the heights of nought, which is a line on the ground, and of the smallest number above it
CLOSED, OPEN, ABSENT = "towpath-chart__closed", "towpath-chart__open", "towpath-chart__absent"
TARGET_WIDTH = 200

DrawnPart = tuple[str, int, int, int]  # of a part in a bar: its colour, its shade, where it begins and how wide it is


def colour_or_grey(colour: str) -> str:
    """One of the five colours that have a shape and a pattern of their own; grey for any other."""
    return colour if colour in PATTERNS else "grey"


@dataclass(frozen=True)
class BarPart:
    """One part of a stacked bar: so many of this label."""

    label: str
    colour: str
    count: int
    is_done: bool = False


@dataclass(frozen=True)
class Segment:
    """A part with its place in the bar. `shade` tells parts of one colour apart: 0, 1, 2 and round again."""

    label: str
    colour: str
    shade: int
    count: int
    start: int
    width: int
    share: str
    is_done: bool = False


@dataclass(frozen=True)
class Bar:
    """A stacked bar, and the sentence that says the same."""

    segments: tuple[Segment, ...]
    total: int

    @property
    def sentence(self) -> str:
        """3 red, 5 amber and 12 green of 20."""
        said = [f"{segment.count} {segment.label.lower()}" for segment in self.segments]
        if not said:
            return "Nothing to show yet."
        return f"{get_text_list(said, 'and')} of {self.total}."

    def svg(self, name: str, title: str) -> str:
        """The bar, whose patterns bear a name unlike any other on the page."""
        places = tuple((one.colour, one.shade, one.start, one.width) for one in self.segments)
        return element(
            "svg", _drawn(places, name),
            role="img", aria_label=f"{title}: {self.sentence}",
            viewBox=f"0 0 {WIDTH} {HEIGHT}", preserveAspectRatio="none",
        )  # fmt: skip


def stacked_bar(parts: Iterable[BarPart]) -> Bar:
    """A bar whose parts fill it exactly, in the order given; parts of nothing are left out."""
    shown = [part for part in parts if part.count > 0]
    total = sum(part.count for part in shown)
    segments: list[Segment] = []
    before = 0
    for part in shown:
        segments.append(_segment(part, before, total, segments))
        before += part.count
    return Bar(tuple(segments), total)


def _segment(part: BarPart, before: int, total: int, earlier: list[Segment]) -> Segment:
    """The part's place, after what stands before it; its share in words."""
    colour = colour_or_grey(part.colour)
    shade = sum(segment.colour == colour for segment in earlier) % SHADES
    start, end = round(WIDTH * before / total), round(WIDTH * (before + part.count) / total)
    return Segment(
        part.label, colour, shade, part.count, start, end - start, percentage(part.count, total), part.is_done
    )


@lru_cache(maxsize=2_000)  # lists of plans show the same bars again and again
def _drawn(places: tuple[DrawnPart, ...], name: str) -> str:
    """Every part of a bar, after the patterns that they are filled with."""
    patterns = [
        pattern(f"{name}-{number}", PATTERNS[colour], class_=f"towpath-bar__ink--{colour}", scale=COARSER)
        for number, (colour, *_) in enumerate(places)
    ]
    rectangles = (_rectangles(one, f"{name}-{number}") for number, one in enumerate(places))
    return element("defs", *patterns) + "".join(rectangles)


def _rectangles(one: DrawnPart, pattern_name: str) -> str:
    """Colour, pattern over it, and a white line before all but the first."""
    colour, number, start, width = one
    place = {"x": start, "width": width, "height": HEIGHT}
    shade = f"towpath-bar__shade--{number}"
    line = element("rect", fill=WHITE, x=start - 2, width=4, height=HEIGHT) if start else ""
    coloured = element("rect", class_=f"towpath-bar__part--{colour} {shade}", **place)
    return coloured + element("rect", class_=shade, fill=filled_by(pattern_name), **place) + line


@dataclass(frozen=True)
class QuarterColumn:
    """One quarter's figure; `is_open` while the quarter goes on."""

    quarter: Quarter
    figure: ReleasedFigure
    href: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class ColumnChart:
    """Columns by quarter, drawn to a scale: the number that the whole height stands for."""

    title: str
    columns: tuple[QuarterColumn, ...]
    scale: int

    @property
    def newest(self) -> QuarterColumn:
        return self.columns[-1]

    @property
    def sentence(self) -> str:
        """Sessions by quarter: 2020/21 Q1 3, 2020/21 Q2 not due."""
        said = [f"{column.quarter} {column.figure.label.lower()}" for column in self.columns]
        return f"{self.title} by quarter: {', '.join(said)}."

    def svg(self, is_big: bool = False) -> str:
        """Filled where the quarter is over, outlined while it goes on, a dot for no number."""
        paths = {CLOSED: "", OPEN: "", ABSENT: ""}
        for place, column in enumerate(self.columns):
            look, path = self._drawn(column, place * STEP)
            paths[look] += path
        width = STEP * len(self.columns) - (STEP - COLUMN)
        return element(
            "svg",
            *(element("path", class_=look, d=path) for look, path in paths.items() if path),
            class_="towpath-chart towpath-chart--big" if is_big else "towpath-chart",
            role="img", aria_label=self.sentence, width=width, height=HIGH, viewBox=f"0 0 {width} {HIGH}",
            preserveAspectRatio="none" if is_big else "xMinYMax meet",
        )  # fmt: skip

    def _drawn(self, column: QuarterColumn, left: int) -> tuple[str, str]:
        """How a column looks, and its path; an outline lies half a line inside, so that its edge is not cut off."""
        number = column.figure.number
        if number is None:
            return ABSENT, f"M{left + COLUMN // 2 - 1} {HIGH - 4}h3v3h-3z"
        height = max(round((HIGH - 1) * number / self.scale), LEAST) if number else NOUGHT
        if column.is_open and number:
            return OPEN, f"M{left + 1} {HIGH - 1}v{1 - height}h{COLUMN - 2}V{HIGH - 1}z"
        return CLOSED, f"M{left} {HIGH}v{-height}h{COLUMN}V{HIGH}z"


def tallest(numbers: Sequence[int]) -> int:
    """The largest of these numbers, and at least 1: the scale that charts share."""
    return max(numbers, default=0) or 1


@dataclass(frozen=True)
class TargetBar:
    """How far a number reaches towards its target: `done` of the bar filled, an upright stroke at the `goal`.

    The number and its target stand beside it, so it is not read out.
    """

    done: int
    goal: int

    def svg(self) -> str:
        return element(
            "svg",
            element("rect", class_="towpath-reach__ground", y=2, width=TARGET_WIDTH, height=8),
            element("rect", class_="towpath-reach__done", y=2, width=self.done, height=8),
            element("rect", class_="towpath-reach__goal", x=max(self.goal - 3, 0), width=3, height=12),
            class_="towpath-reach", aria_hidden="true", focusable="false",
            viewBox=f"0 0 {TARGET_WIDTH} 12", preserveAspectRatio="none",
        )  # fmt: skip


def target_bar(number: int, target: int) -> TargetBar | None:
    """The bar of a number beside its target; none where the target is nought."""
    longest = max(number, target)
    return TargetBar(round(TARGET_WIDTH * number / longest), round(TARGET_WIDTH * target / longest)) if target else None
