"""Small pictures that a page draws itself, each with the same facts in words beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list

from towpath.ui.words import percentage

WIDTH = 1000  # units of the drawing, stretched to the place it is given
SHADES = 3
COLOURS = frozenset({"red", "amber", "green", "blue", "grey"})


def colour_or_grey(colour: str) -> str:
    """One of the five colours that have a shape and a pattern of their own; grey for any other."""
    return colour if colour in COLOURS else "grey"


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
