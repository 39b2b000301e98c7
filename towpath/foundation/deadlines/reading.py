"""Reading a deadline: from the words as written to what they mean, and never to more than they say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from towpath.foundation.deadlines.anchors import SIDE_BY_SIDE, base_of, fold_anchors
from towpath.foundation.deadlines.clauses import cut_clauses
from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Precision, Recurrence, Unit
from towpath.foundation.deadlines.doing import Sense
from towpath.foundation.deadlines.done import as_of, done, not_understood, remarked
from towpath.foundation.deadlines.doubts import MORE_DATES, aside, next_turn, slip, strays, trouble, undated, unread_end
from towpath.foundation.deadlines.states import SENTENCES, settle
from towpath.foundation.deadlines.things import Join, Remark, Span, Token, Unclear, YearlyDay
from towpath.foundation.deadlines.together import taken_together
from towpath.foundation.deadlines.tokens import tokens
from towpath.foundation.deadlines.vocabulary import BLANKS, LONGEST_WORDS

Kind = TypeVar("Kind")
GOING_ON = (Join.ONWARDS, Join.THEN, Join.JOINED)
DECORATION = re.compile(r"[!*✓✔☑“”\"\[\]]")
PREFIX = re.compile(r"(?<![\w-])(post|mid|early|late|pre)-(?=[a-z])")


def read_deadline(text: str, day: date | None = None) -> Deadline:
    """What a deadline means, its words kept; words we cannot read are kept as well, and flagged.

    `day` is the day of which the words are true: what they say is done later than that is still to be done.
    """
    words = plain_words(text)
    if words in BLANKS:
        return Deadline(text, Meaning.BLANK)
    if len(words) > LONGEST_WORDS:
        return replace(not_understood("These words say more than a date."), text=text)
    clauses = list(cut_clauses(list(fold_anchors(settle(taken_together(list(tokens(words))))))))
    readings = [_read_clause(clause, is_alone=len(clauses) == 1) for clause in clauses]
    _follow_on(clauses, readings)
    reading = replace(_joined(readings), text=text)
    return as_of(reading, day) if day else reading


def plain_words(text: str) -> str:
    """Lower case, one space between words, one kind of dash, no ticks and quotes beside them, no full stop at the end.

    "Post-launch" and "mid-March" become two words.
    """
    dashes = text.casefold().translate({ord(dash): "-" for dash in "‐‑–—−"} | {0xA0: " "})
    bare = DECORATION.sub(" ", dashes)
    return PREFIX.sub(r"\1 ", " ".join((bare if bare.strip() else dashes).split())).rstrip(".;, ")


@dataclass(frozen=True)
class _Bounds:
    """The first and the last day that the spans of a clause set."""

    start: Span | None = None
    end: Span | None = None
    is_one_too_many: bool = False  # two dates set one end, and neither lies in the other

    @property
    def days(self) -> tuple[date | None, date | None]:
        return (self.start.start if self.start else None, self.end.end if self.end else None)

    @property
    def precision(self) -> Precision | None:
        span = self.end or self.start
        return span.precision if span else None

    @property
    def doubted(self) -> Span | None:
        return next((span for span in (self.start, self.end) if span and span.doubt), None)


def _read_clause(clause: Sequence[Token], *, is_alone: bool) -> Deadline:
    reason = trouble(clause)
    if reason:
        unclear = _first([token.thing for token in clause], Unclear)
        return replace(not_understood(reason), answers=unclear.answers if unclear else ())
    bounds = _bounds(clause)
    if bounds.is_one_too_many:
        return not_understood(MORE_DATES)
    start, end = bounds.days
    if start and end and start > end:
        return not_understood("The deadline ends before it starts.")
    reading = _reading(clause, bounds, is_alone=is_alone)
    if bounds.doubted and not reading.doubt:
        reading = replace(reading, doubt=bounds.doubted.doubt, answers=bounds.doubted.answers)
    return replace(reading, doubt=reading.doubt or slip(clause) or aside(clause, reading))


def _reading(clause: Sequence[Token], bounds: _Bounds, *, is_alone: bool) -> Deadline:
    start, end = bounds.days
    bounded = Deadline("", Meaning.DATED, start, end, bounds.precision)
    things = [token.thing for token in clause]
    turn = _turn(things)
    if turn:
        reading = _counted(replace(bounded, meaning=Meaning.RECURRING, recurrence=turn), clause)
        return replace(reading, doubt=reading.doubt or unread_end(clause) or next_turn(clause))
    lengths = {thing for thing in things if isinstance(thing, Offset)}
    if lengths:
        return _within(lengths, bounds, clause)
    state = Meaning.DONE if Meaning.DONE in things else _first(things, Meaning)
    if state is Meaning.DONE:
        return done(bounded, clause, is_alone=is_alone)
    if state and state is not Meaning.ONGOING:
        return _stated(state, bounded, clause)
    remark = _first(things, Remark)
    if remark:
        return remarked(remark, bounded, clause)
    return _plain(bounded, clause, is_ongoing=state is not None) or not_understood(undated(clause))


def _plain(bounded: Deadline, clause: Sequence[Token], *, is_ongoing: bool) -> Deadline | None:
    """Nothing but dates, or the word that there is none."""
    if bounded.end:
        return _and_ongoing(bounded) if is_ongoing and _ends_ongoing(clause) else bounded
    if bounded.start:
        return replace(bounded, meaning=Meaning.STARTING)
    return Deadline("", Meaning.ONGOING) if is_ongoing else None


def _ends_ongoing(clause: Sequence[Token]) -> bool:
    """ "Sept 2023 (ongoing)" goes on after its date; "ongoing until Sept 2023" and "throughout 2023" do not."""
    telling = [token for token in clause if isinstance(token.thing, Meaning | Span)]
    return telling[-1].thing is Meaning.ONGOING and telling[-1].text != "throughout"


def _and_ongoing(reading: Deadline) -> Deadline:
    """ "By Autumn 2023 and ongoing" has a date to be done by, and is kept up from then on."""
    parts = (replace(reading, doubt="", answers=()), Deadline("", Meaning.ONGOING))
    return Deadline("", Meaning.SEVERAL, parts=parts, doubt=reading.doubt, answers=reading.answers)


def _first(things: Sequence[object], kind: type[Kind]) -> Kind | None:
    return next((thing for thing in things if isinstance(thing, kind)), None)


def _counted(reading: Deadline, clause: Sequence[Token]) -> Deadline:
    """The reading with what it is counted from, as its words name it."""
    anchor = base_of(clause)
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


def _within(lengths: Collection[Offset], bounds: _Bounds, clause: Sequence[Token]) -> Deadline:
    """ "Immediate, within a week" is within a week; of other lengths side by side none is meant for certain."""
    if bounds.precision:
        return not_understood(SIDE_BY_SIDE)
    length, *others = [one for one in lengths if one.count] or lengths
    if others:
        return not_understood("Two lengths of time stand side by side.")
    states = {token.thing for token in clause if isinstance(token.thing, Meaning)} - {Meaning.DONE}
    if states - {Meaning.ONGOING}:
        return not_understood(f"A length of time stands beside “{min(states - {Meaning.ONGOING})}”.")
    reading = _counted(Deadline("", Meaning.WITHIN, within=length), clause)
    word = next((token.text for token in clause if token.thing is Meaning.DONE), "")
    reading = replace(reading, doubt=SENTENCES[Sense.UNSURE].format(words=word)) if word else reading
    return _going_on(reading) if states else reading


def _stated(state: Meaning, bounded: Deadline, clause: Sequence[Token]) -> Deadline:
    if bounded.end and state is Meaning.TO_BE_CONFIRMED:
        return replace(bounded, doubt="These words also say that the date is still to be confirmed.")
    if bounded.start or bounded.end:
        return not_understood(f"A date stands beside “{state}”.")
    unread = strays(clause)
    if state is Meaning.NOT_APPLICABLE and unread:
        return not_understood(f"“{' '.join(unread)}” stands beside words that say no deadline applies.")
    return Deadline("", state)


def _bounds(clause: Sequence[Token]) -> _Bounds:
    """Which span starts the promise and which ends it, by the word before it; a bare one is its end."""
    bounds, role = _Bounds(), Join.BY
    for token in clause:
        thing = token.thing
        if isinstance(thing, Span):
            bounds, role = _bounded_by(bounds, thing, role), Join.BY
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
    if role is Join.START:
        return replace(bounds, start=span)
    if bounds.end is None or _lies_in(span, bounds.end):
        return replace(bounds, end=span)
    return bounds if _lies_in(bounds.end, span) else replace(bounds, is_one_too_many=True)


def _lies_in(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _follow_on(clauses: Sequence[Sequence[Token]], readings: list[Deadline]) -> None:
    """ "Annually henceforth" begins on the day after the deadline named before it."""
    for place in range(1, len(readings)):
        before, reading = readings[place - 1], readings[place]
        is_open = reading.recurrence is not None and reading.start is None
        if is_open and before.end and any(token.thing in GOING_ON for token in clauses[place]):
            start = before.end + timedelta(days=1)
            readings[place] = replace(reading, start=start, precision=reading.precision or Precision.DAY)


def _going_on(reading: Deadline) -> Deadline:
    """ "2026/27 and ongoing" may go on after its date."""
    is_ending = reading.meaning in (Meaning.DATED, Meaning.WITHIN)
    doubt = reading.doubt or "These words also say that it goes on: it may not end then."
    return replace(reading, doubt=doubt) if is_ending else reading


def _joined(readings: Sequence[Deadline]) -> Deadline:
    """One deadline, or several as the parts of one; not understood where any part is not."""
    refused = [reading for reading in readings if not reading.is_understood]
    if refused or not readings:
        return refused[0] if refused else not_understood("No date was found in these words.")
    meanings = {reading.meaning for reading in readings}
    if {Meaning.DONE, Meaning.ONGOING} <= meanings:
        return not_understood("These words say both that it is done and that it goes on.")
    telling = [reading for reading in readings if reading.meaning is not Meaning.ONGOING] or readings[:1]
    if len(telling) == 1:
        is_kept_up = readings[-1].meaning is Meaning.ONGOING and telling[0].meaning in (Meaning.DATED, Meaning.WITHIN)
        return _and_ongoing(telling[0]) if is_kept_up else telling[0]
    doubted = next((reading for reading in telling if reading.doubt), telling[0])
    if [reading.meaning for reading in telling] == [Meaning.STARTING, Meaning.DATED] and telling[1].start is None:
        return replace(telling[1], start=telling[0].start, doubt=doubted.doubt)
    return Deadline("", Meaning.SEVERAL, parts=tuple(telling), doubt=doubted.doubt)
