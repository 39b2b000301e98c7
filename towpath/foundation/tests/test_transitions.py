"""Transition tables are whole, refuse what cannot follow, and draw themselves."""

from enum import StrEnum

import pytest

from towpath.foundation.transitions import NextStateError, Transitions


class Door(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    LOCKED = "locked"


DOOR = Transitions("Door", {Door.SHUT: (Door.OPEN, Door.LOCKED), Door.OPEN: (Door.SHUT,), Door.LOCKED: ()})


def test_what_may_follow_passes_and_what_may_not_is_told_what_can() -> None:
    DOOR.require(Door.SHUT, Door.LOCKED)
    with pytest.raises(NextStateError, match=r"After open only this can come next: shut."):
        DOOR.require(Door.OPEN, Door.LOCKED)
    with pytest.raises(NextStateError, match=r"After locked only this can come next: nothing."):
        DOOR.require(Door.LOCKED, Door.OPEN)


def test_a_table_that_forgets_a_state_is_refused() -> None:
    with pytest.raises(match=r"“Door” does not say what follows locked."):
        Transitions("Door", {Door.SHUT: (Door.OPEN,), Door.OPEN: (Door.SHUT,)})


def test_the_drawing_holds_every_move() -> None:
    drawing = DOOR.as_diagram().splitlines()
    assert "    [*] --> shut" in drawing
    assert "    shut --> locked" in drawing
    assert "    locked --> [*]" in drawing
