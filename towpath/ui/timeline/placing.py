"""Finding room for words beside the points they belong to, so that no two ever overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

Side = Literal["left", "right"]
AIR = 6


@dataclass(frozen=True)
class Wanted:
    """Words of this width, `reach` away from their point; `short` is the width of what may stand for them."""

    x: float
    width: float
    reach: float = 5
    short: float | None = None


@dataclass(frozen=True)
class LabelPlace:
    """The row that words stand in, from where to where, on which side of their point."""

    x: float
    row: int
    side: Side
    left: float
    right: float
    is_short: bool = False

    def meets(self, other: "LabelPlace") -> bool:
        """Whether the two would run into each other."""
        return self.row == other.row and self.left < other.right + AIR and other.left < self.right + AIR

    def crosses(self, other: "LabelPlace") -> bool:
        """Whether the rule from one's point would run through the words of the other, nearer row."""
        near, far = sorted((self, other), key=lambda place: place.row)
        return near.row < far.row and near.left - 2 < far.x < near.right + 2


def place(
    wanted: Sequence[Wanted], left: float, right: float, side: Side, most_rows: int | None = None
) -> list[LabelPlace]:
    """A place for each, in the order given; rows are counted from the point outwards.

    Taken in turn from the edge the words lean to, no rule crosses words as long as all keep to that side. What
    finds no room in so many rows stands short.
    """
    taken: dict[int, LabelPlace] = {}
    order = sorted(range(len(wanted)), key=lambda index: wanted[index].x, reverse=side == "right")
    for index in order:
        taken[index] = _found(wanted[index], list(taken.values()), (left, right), side, most_rows)
    return [taken[index] for index in range(len(wanted))]


def _found(
    one: Wanted, taken: list[LabelPlace], room: tuple[float, float], side: Side, most_rows: int | None
) -> LabelPlace:
    sides: tuple[Side, Side] = ("left", "right") if side == "left" else ("right", "left")
    rows = min(most_rows or len(taken) + 1, len(taken) + 1)
    whole = [_at(one, row, way) for way in sides for row in range(rows)]
    clear = [place for place in whole if _fits(place, room) and not any(place.meets(other) for other in taken)]
    uncrossed = [place for place in clear if not any(place.crosses(other) for other in taken)]
    if uncrossed or clear:
        return (uncrossed or clear)[0]
    return _pressed(one, taken, room, sides)


def _pressed(one: Wanted, taken: list[LabelPlace], room: tuple[float, float], sides: tuple[Side, Side]) -> LabelPlace:
    """Where the words have no room: short ones, or whole ones pushed in from the edge, in the first free row."""
    for row in count():
        beside = [_at(one, row, side, is_short=one.short is not None) for side in sides]
        for whole in sorted(beside, key=lambda place: not _fits(place, room)):
            place = _pushed_in(whole, room)
            if not any(place.meets(other) for other in taken):
                return place
    raise AssertionError("A row beyond all others is always free.")


def _at(one: Wanted, row: int, side: Side, is_short: bool = False) -> LabelPlace:
    length = one.reach + (one.short if is_short and one.short is not None else one.width)
    left, right = (one.x - length, one.x + one.reach) if side == "left" else (one.x - one.reach, one.x + length)
    return LabelPlace(one.x, row, side, left, right, is_short)


def _fits(place: LabelPlace, room: tuple[float, float]) -> bool:
    return (place.left >= room[0] or place.side == "right") and (place.right <= room[1] or place.side == "left")


def _pushed_in(place: LabelPlace, room: tuple[float, float]) -> LabelPlace:
    """The place moved so that it lies in the room, as far as it can."""
    by = max(room[0] - place.left, 0) if place.side == "left" else -max(place.right - room[1], 0)
    return LabelPlace(place.x, place.row, place.side, place.left + by, place.right + by, place.is_short)
