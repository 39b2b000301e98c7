"""Reading a deadline: from the words as written to what they mean, and never to more than they say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from towpath.foundation.deadlines.anchors import AND_THEN, SIDE_BY_SIDE, fold_anchors, named_before
from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Precision, Recurrence, Unit
from towpath.foundation.deadlines.doing import Sense
from towpath.foundation.deadlines.states import settle
from towpath.foundation.deadlines.tokens import Anchor, Join, Remark, Span, Token, Unclear, YearlyDay, tokens
from towpath.foundation.deadlines.vocabulary import BLANKS, NOUNS_OF_DOING, SENSE_CHANGERS

DATE_JOINS = (Join.BY, Join.START, Join.UNTIL, Join.ONWARDS, Join.WITHIN)
Kind = TypeVar("Kind")
LONGEST_ASIDE = 4  # more words than these that say nothing of time, and the cell is prose, not a deadline
LONGEST_WORDS = 2_000  # characters: a cell with more holds an account, whatever dates stand in it


def read_deadline(text: str) -> Deadline:
    """What a deadline means, its words kept; words we cannot read are kept as well, and flagged."""
    words = plain_words(text)
    if words in BLANKS:
        return Deadline(text, Meaning.BLANK)
    if len(words) > LONGEST_WORDS:
        return replace(_not_understood("These words say more than a date."), text=text)
    clauses = list(_clauses(list(fold_anchors(settle(list(tokens(words)))))))
    readings = [_read_clause(clause) for clause in clauses]
    _follow_on(clauses, readings)
    return replace(_joined(readings), text=text)


def plain_words(text: str) -> str:
    """Lower case, one space between words, one kind of dash, no full stop at the end."""
    dashes = text.casefold().translate({ord(dash): "-" for dash in "‐‑–—−"} | {0xA0: " "})
    return " ".join(dashes.split()).rstrip(".;, ")


def _clauses(words: Sequence[Token]) -> Iterator[list[Token]]:
    """One list of tokens a deadline: a new one begins where new words follow upon a finished date.

    Each token is looked at once, whatever stands before and after it.
    """
    clause: list[Token] = []
    speaks_of_time = False
    last_of_time = max((place for place, token in enumerate(words) if _is_of_time(token)), default=-1)
    for place, token in enumerate(words):
        if speaks_of_time and place <= last_of_time and token.thing in (Join.STRAY, *AND_THEN):
            yield clause
            clause, speaks_of_time = [], False
        clause.append(token)
        speaks_of_time = speaks_of_time or _is_of_time(token)
    if clause:
        yield clause


def _is_of_time(token: Token) -> bool:
    return not isinstance(token.thing, Join | Remark)


@dataclass(frozen=True)
class _Bounds:
    """The first and the last day that the spans of a clause set."""

    start: Span | None = None
    end: Span | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        return (self.start.start if self.start else None, self.end.end if self.end else None)

    @property
    def precision(self) -> Precision | None:
        span = self.end or self.start
        return span.precision if span else None

    @property
    def doubt(self) -> str:
        return next((span.doubt for span in (self.start, self.end) if span and span.doubt), "")


def _read_clause(clause: Sequence[Token]) -> Deadline:
    trouble = _trouble(clause)
    if trouble:
        return _not_understood(trouble)
    bounds = _bounds(clause)
    start, end = bounds.days
    if start and end and start > end:
        return _not_understood("The deadline ends before it starts.")
    reading = _reading(clause, bounds)
    return replace(reading, doubt=reading.doubt or bounds.doubt or _slip(clause) or _aside(clause, reading))


def _reading(clause: Sequence[Token], bounds: _Bounds) -> Deadline:
    start, end = bounds.days
    bounded = Deadline("", Meaning.DATED, start, end, bounds.precision)
    things = [token.thing for token in clause]
    turn = _turn(things)
    if turn:
        return _counted(replace(bounded, meaning=Meaning.RECURRING, recurrence=turn), clause)
    length = _first(things, Offset)
    if length:
        return _within(length, bounds, clause)
    state = _first(things, Meaning)
    if state and state is not Meaning.ONGOING:
        return _stated(state, bounded, clause)
    remark = _first(things, Remark)
    return _remarked(remark, bounded, clause) if remark else _plain(bounded, is_ongoing=state is not None)


def _plain(bounded: Deadline, *, is_ongoing: bool) -> Deadline:
    """Nothing but dates, or the word that there is none."""
    if bounded.end:
        return bounded
    if bounded.start:
        return replace(bounded, meaning=Meaning.STARTING)
    return Deadline("", Meaning.ONGOING) if is_ongoing else _not_understood("No date was found in these words.")


def _first(things: Sequence[object], kind: type[Kind]) -> Kind | None:
    return next((thing for thing in things if isinstance(thing, kind)), None)


def _remarked(remark: Remark, bounded: Deadline, clause: Sequence[Token]) -> Deadline:
    """A date beside "partially complete" is a deadline only where a word such as "by" says so."""
    is_joined = any(token.thing in (Join.BY, Join.UNTIL) for token in clause)
    if bounded.end and (is_joined or remark.sense is Sense.UNSURE):
        return replace(bounded, doubt=remark.sentence)
    if remark.sense is Sense.PARTLY:
        doubt = f"{remark.sentence} The date beside it was not read as a deadline." if bounded.precision else ""
        return Deadline("", Meaning.PARTLY_DONE, doubt=doubt)
    return _not_understood(f"{remark.sentence} It gives no date to be done by.")


def _counted(reading: Deadline, clause: Sequence[Token]) -> Deadline:
    """The reading with what it is counted from, as its words name it."""
    anchor = next((token.thing for token in clause if isinstance(token.thing, Anchor)), named_before(clause))
    if anchor is None:
        return reading
    return replace(reading, base=anchor.base, base_words=anchor.words, base_on=anchor.on, doubt=anchor.doubt)


def _turn(things: Sequence[object]) -> Recurrence | None:
    """ "Every November", "November annually" and "annually by 31 March" all name a day of every year."""
    turn = next((thing for thing in things if isinstance(thing, Recurrence)), None)
    day = next((thing for thing in things if isinstance(thing, YearlyDay)), None)
    if day and (Join.EVERY in things or (turn and turn.step == Offset(1, Unit.YEAR))):
        return Recurrence(Offset(1, Unit.YEAR), day.month, day.day)
    return None if day else turn


def _within(length: Offset, bounds: _Bounds, clause: Sequence[Token]) -> Deadline:
    if bounds.precision:
        return _not_understood(SIDE_BY_SIDE)
    return _counted(Deadline("", Meaning.WITHIN, within=length), clause)


def _stated(state: Meaning, bounded: Deadline, clause: Sequence[Token]) -> Deadline:
    if state is Meaning.DONE:
        is_bare = bounded.end and any(token.text == "complete" for token in clause)
        doubt = "“Complete” with a date was read as done: it may ask to complete it by then." if is_bare else ""
        return replace(bounded, meaning=Meaning.DONE, doubt=doubt)
    has_a_date = bounded.start or bounded.end
    return _not_understood(f"A date stands beside “{state}”.") if has_a_date else Deadline("", state)


def _bounds(clause: Sequence[Token]) -> _Bounds:
    """Which span starts the promise and which ends it, by the word before it; a bare one is its end."""
    bounds, role = _Bounds(), Join.BY
    for token in clause:
        thing = token.thing
        if isinstance(thing, Span):
            bounds = _bounded_by(bounds, thing, role)
        elif thing is Join.ONWARDS and bounds.start is None:
            bounds = _Bounds(start=bounds.end)
        elif thing is Join.UNTIL and bounds.end:
            bounds, role = _Bounds(start=bounds.start or bounds.end), Join.BY
        elif thing in (Join.START, Join.BY, Join.UNTIL):
            role = Join.START if thing is Join.START else Join.BY
    return bounds


def _bounded_by(bounds: _Bounds, span: Span, role: Join) -> _Bounds:
    if span.is_range:
        return _Bounds(span, span)
    return replace(bounds, start=span) if role is Join.START else replace(bounds, end=span)


def _trouble(clause: Sequence[Token]) -> str:
    """Why these words must not be read as a date, "" where nothing speaks against it."""
    unclear = next((token.thing.reason for token in clause if isinstance(token.thing, Unclear)), "")
    strays = [token.text for token in clause if token.thing is Join.STRAY]
    changer = next((word for word in strays if word.strip(".,") in SENSE_CHANGERS), "")
    if unclear or changer:
        return unclear or f"“{changer}” changes what the date means."
    if any(character.isdigit() for character in "".join(strays)):
        return "A number in these words is part of no date."
    if len(strays) > LONGEST_ASIDE:
        return "These words say more than a date."
    return "" if len(_spans(clause)) <= 2 else "More dates stand here than one deadline has."


def _spans(clause: Sequence[Token]) -> list[Span]:
    return [token.thing for token in clause if isinstance(token.thing, Span)]


def _slip(clause: Sequence[Token]) -> str:
    """ "By of 2015/16": a word is missing or one too many, so a person should see what we made of it."""
    for token, following in pairwise(clause):
        if token.text == "by" and following.text == "of":
            return "“By of” looks like a slip for “by” or “by end of”; both mean the same day."
    return ""


def _aside(clause: Sequence[Token], reading: Deadline) -> str:
    """Words set aside beside a bare date may belong to it, as the 2 of "phase 2 March 2025" might."""
    strays = [token.text for token in clause if token.thing is Join.STRAY and token.text not in NOUNS_OF_DOING]
    is_joined = any(token.thing in DATE_JOINS for token in clause)
    if not strays or is_joined or reading.meaning is not Meaning.DATED:
        return ""
    return f"“{' '.join(strays)}” was not read as part of the date."


def _follow_on(clauses: Sequence[Sequence[Token]], readings: list[Deadline]) -> None:
    """ "Annually henceforth" begins on the day after the deadline named before it."""
    for place in range(1, len(readings)):
        before, reading = readings[place - 1], readings[place]
        is_open = reading.recurrence is not None and reading.start is None
        if is_open and before.end and any(token.thing in (Join.ONWARDS, Join.THEN) for token in clauses[place]):
            start = before.end + timedelta(days=1)
            readings[place] = replace(reading, start=start, precision=reading.precision or Precision.DAY)


def _joined(readings: Sequence[Deadline]) -> Deadline:
    """One deadline, or several as the parts of one; not understood where any part is not."""
    refused = [reading for reading in readings if not reading.is_understood]
    if refused or not readings:
        return refused[0] if refused else _not_understood("No date was found in these words.")
    telling = [reading for reading in readings if reading.meaning is not Meaning.ONGOING] or readings[:1]
    if len(telling) == 1:
        return telling[0]
    doubt = next((reading.doubt for reading in telling if reading.doubt), "")
    return Deadline("", Meaning.SEVERAL, parts=tuple(telling), doubt=doubt)


def _not_understood(reason: str) -> Deadline:
    return Deadline("", Meaning.NOT_UNDERSTOOD, doubt=reason)
