"""The words of a deadline, cut into dates, spans, turns and the small words that join them."""

import re
from collections.abc import Callable, Iterator

from towpath.foundation.deadlines.deadline import Offset, Recurrence, Unit
from towpath.foundation.deadlines.shapes import SHAPES
from towpath.foundation.deadlines.spans import SPANS
from towpath.foundation.deadlines.things import Join, Thing, Token, Unclear
from towpath.foundation.deadlines.vocabulary import NUMBERS, STATES, TURNS, UNITS
from towpath.foundation.periods import PeriodError

LONGEST = 100  # of any unit: more is a slip of the hand
STATE_OF = {word: meaning for meaning, words in STATES.items() for word in words}


def tokens(text: str) -> Iterator[Token]:
    """Cut plain lower-case words into tokens; every word ends up in one of them."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        name, found = _first_shape(text, place)
        yield Token(found[0], _thing(name, found))
        place = found.end()


def _first_shape(text: str, place: int) -> tuple[str, re.Match[str]]:
    for name, shape in SHAPES.items():
        found = shape.match(text, place)
        if found:
            return name, found
    raise AssertionError("The last shape takes any word.")


def _thing(name: str, found: re.Match[str]) -> Thing:
    reader = READERS.get(name)
    if reader is None:
        return Join(name)
    try:
        return reader(found)
    except PeriodError as refusal:
        return Unclear(str(refusal))
    except ValueError:
        return Unclear(f"“{found[0]}” is not a date or a length of time we can work with.")


def _other_turn(found: re.Match[str]) -> Thing:
    return Recurrence(Offset(2, UNITS[found["unit"]]))


def _turn_of(found: re.Match[str]) -> Thing:
    return Recurrence(_offset(found))


def _unclear_turn(found: re.Match[str]) -> Thing:
    unit = "month" if "month" in found[0] else "week"
    return Unclear(f"“{found[0]}” may be twice a {unit} or every two {unit}s.", (f"Every 2 {unit}s",))


def _offset(found: re.Match[str]) -> Offset:
    count = found["count"] or "a"
    number = NUMBERS.get(count) or int(count)
    if not 0 < number <= LONGEST:
        raise ValueError(f"No length of time that a plan could hold: {found[0]}")
    return Offset(number, UNITS[found["unit"]])


READERS: dict[str, Callable[[re.Match[str]], Thing]] = {
    **SPANS,
    **dict.fromkeys(("turn_of", "counted_turn"), _turn_of),
    "other_turn": _other_turn,
    "turn": lambda found: Recurrence(TURNS[found["turn"]]),
    "unclear_turn": _unclear_turn,
    "turn_of_school": lambda found: Unclear(f"“{found[0]}” comes round on days that schools set themselves."),
    "weekday": lambda found: Join.FILLER,
    "week_end": lambda found: Join.BY,
    "length": _offset,
    "at_once": lambda found: Offset(0, Unit.DAY),
    "state": lambda found: STATE_OF[found["state"]],
}
