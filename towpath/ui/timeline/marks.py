"""Milestones under a bar: a shape for each state, with its words beside it or a number that a list explains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from towpath.documents.svg import WHITE, element
from towpath.ui.timeline.contents import Lane, MilestoneMark, State
from towpath.ui.timeline.lettering import clear_of, width_of
from towpath.ui.timeline.looks import ALARM, INK
from towpath.ui.timeline.placing import LabelPlace, Wanted, place
from towpath.ui.timeline.span import DaySpan

RADIUS, ROW = 5.5, 17
MOST_ROWS = 3
LONGEST = 0.6  # of the width of the bars: a longer milestone goes into the list
ROOM_FOR_NUMBER = 14
STATES: tuple[State, ...] = ("met", "to meet", "overdue")


@dataclass(frozen=True)
class Placed:
    """A milestone with its place; it has a number where its words did not fit."""

    mark: MilestoneMark
    place: LabelPlace
    number: int = 0

    @property
    def words(self) -> str:
        return str(self.number) if self.number else said_of(self.mark)


def said_of(mark: MilestoneMark) -> str:
    """The milestone, and that it is overdue."""
    return f"{mark.label} (overdue)" if mark.state == "overdue" else mark.label


def placed_marks(lane: Lane, span: DaySpan, size: float, numbered_before: int) -> list[Placed]:
    """The milestones of a lane by day, numbered on from those before."""
    in_order = sorted(lane.marks, key=lambda mark: mark.day)
    wanted = [_wanted(mark, span, size) for mark in in_order]
    placed = []
    for mark, found in zip(
        in_order, place(wanted, span.left - RADIUS, span.right + RADIUS, "right", MOST_ROWS), strict=True
    ):
        numbered_before += found.is_short
        placed.append(Placed(mark, found, numbered_before if found.is_short else 0))
    return placed


def _wanted(mark: MilestoneMark, span: DaySpan, size: float) -> Wanted:
    width = width_of(said_of(mark), size)
    limit = (span.right - span.left) * LONGEST
    return Wanted(
        span.middle_x(mark.day), width if width <= limit else 10 * span.right, RADIUS + 4, short=ROOM_FOR_NUMBER
    )


def height_of(placed: list[Placed]) -> float:
    return ROW * (1 + max((one.place.row for one in placed), default=-1))


def mark_shapes(placed: list[Placed], bottom: float) -> Iterator[str]:
    """The shapes, each on a thread from the foot of its bar."""
    for one in placed:
        x, y = one.place.x, _middle(one, bottom)
        if one.place.row:
            yield element("path", d=f"M{x:.2f} {bottom}V{y - RADIUS:.2f}", stroke=INK, stroke_width=1)
        yield shape(one.mark.state, x, y)


def mark_words(placed: list[Placed], bottom: float, size: float, rules: Sequence[float]) -> Iterator[str]:
    for one in placed:
        start = one.place.right if one.place.side == "left" else one.place.left
        offset = 2 * RADIUS + 8
        x = start - offset if one.place.side == "left" else start + offset
        anchor = "end" if one.place.side == "left" else None
        ink = ALARM if one.mark.state == "overdue" else INK
        weight = "bold" if one.number else None
        y = _middle(one, bottom) + size * 0.35
        yield clear_of(rules, one.words, x, y, size, fill=ink, text_anchor=anchor, font_weight=weight)


def _middle(one: Placed, bottom: float) -> float:
    return bottom + 2 + RADIUS + ROW * one.place.row + 1


def shape(state: State, x: float, y: float) -> str:
    """A disc with a tick is met, a ring is to be met, a triangle with a stroke is overdue."""
    if state == "met":
        tick = f"M{x - 2.8:.2f} {y + 0.2:.2f}l2 2.200 3.600-4.600"
        return _disc(x, y, INK) + element("path", d=tick, fill="none", stroke=WHITE, stroke_width=1.5)
    if state == "overdue":
        outline = f"M{x:.2f} {y - 6:.2f}l6.300 11.200h-12.600z"
        stroke = element("path", d=f"M{x:.2f} {y - 2.2:.2f}v3.800m0 1.200v1.400", stroke=WHITE, stroke_width=1.6)
        return element("path", d=outline, fill=ALARM, stroke=WHITE, stroke_width=0.8) + stroke
    return _disc(x, y, WHITE)


def _disc(x: float, y: float, fill: str) -> str:
    return element("circle", cx=x, cy=y, r=RADIUS - 0.5, fill=fill, stroke=INK, stroke_width=1.6)
