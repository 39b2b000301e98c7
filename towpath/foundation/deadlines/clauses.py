"""The words of a deadline cut into clauses, one for each deadline they give."""

from collections.abc import Iterator, Sequence, Set
from enum import Enum, auto

from towpath.foundation.deadlines.anchors import AND_THEN
from towpath.foundation.deadlines.deadline import Meaning, Recurrence
from towpath.foundation.deadlines.things import Join, Remark, Span, Thing, Token, YearlyDay


class Spoken(Enum):
    """What a clause has spoken of so far."""

    DONE = auto()
    TURN = auto()
    DATE = auto()


def cut_clauses(words: Sequence[Token]) -> Iterator[list[Token]]:
    """One list of tokens a deadline: a new one begins where new words follow upon a finished date.

    Each token is looked at once, whatever stands before and after it.
    """
    clause: list[Token] = []
    spoken: set[Spoken] = set()
    last_of_time = max((place for place, token in enumerate(words) if _is_of_time(token)), default=-1)
    for place, token in enumerate(words):
        if place <= last_of_time and _parts(words, place, spoken):
            yield clause
            clause, spoken = [], set()
        clause.append(token)
        if _is_of_time(token):
            spoken.add(_spoken(token.thing))
    if clause:
        yield clause


def _parts(words: Sequence[Token], place: int, spoken: Set[Spoken]) -> bool:
    """Whether a new deadline begins here. "Completed" alone and "monthly" alone go on to their dates: "completed, March
    2026", "closed by the board in March 2026", "monthly meetings until March 2027"."""
    thing = words[place].thing
    if not spoken or thing not in (Join.STRAY, *AND_THEN):
        return False
    if Spoken.DATE in spoken:
        return True
    if Spoken.TURN in spoken:
        return thing is not Join.STRAY
    is_mark = words[place].text in (",", ";", "/", "+", "&")
    return is_mark and not isinstance(words[place + 1].thing, Span | YearlyDay)


def _spoken(thing: Thing) -> Spoken:
    if thing is Meaning.DONE:
        return Spoken.DONE
    return Spoken.TURN if isinstance(thing, Recurrence) else Spoken.DATE


def _is_of_time(token: Token) -> bool:
    return not isinstance(token.thing, Join | Remark)
