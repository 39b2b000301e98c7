"""Tokens that tell something only together, made one before the words are cut into clauses.

"January and July 2025" lends its year, "w/c 5 June" is that week, "March now June" has moved, "between X and Y" is a
range, and "the next annual inspection" is an event and no turn.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from towpath.foundation.deadlines.deadline import Precision, Recurrence
from towpath.foundation.deadlines.done import A_WEEK
from towpath.foundation.deadlines.things import Join, ListedDay, Span, Thing, Token, Unclear, YearlyDay
from towpath.foundation.deadlines.vocabulary import MOVED_ALONE
from towpath.foundation.periods import last_of_month

ONE_OF_THEM = frozenset({"next", "the", "this", "first", "last", "upcoming", "forthcoming", "following"})
# What a word of two that led to no date is taken for, as if it had been cut in two.
APART = {
    "start": Join.START,
    "beginning": Join.START,
    "to": Join.UNTIL,
    "until": Join.UNTIL,
    "from": Join.START,
    "by": Join.BY,
    "due": Join.BY,
}
TOGETHER = (Join.BETWEEN, Join.BEFORE, Join.START_OF, Join.WEEK, Join.MOVED_TO, Join.MOVED_FROM)
SMALL = (Join.FILLER, Join.BY)


def taken_together(words: Sequence[Token]) -> list[Token]:
    """The same words, in as many tokens or fewer; each rule looks at every token once."""
    for rule in (_ranges, _lent, _weeks_of_a_list, _weeks_and_days_before, _labels, _moved, _events):
        words = rule(words)
    return [part for token in words for part in _apart(token)]


def _ranges(words: Sequence[Token]) -> list[Token]:
    """ "Between March and June 2025" starts with the one and ends with the other."""
    taken, is_open = list(words), False
    for place, token in enumerate(words):
        if token.thing is Join.BETWEEN and any(_is_dated(other.thing) for other in words[place + 1 : place + 3]):
            taken[place], is_open = replace(token, thing=Join.START), True
        elif is_open and token.text in ("and", "&"):
            taken[place], is_open = replace(token, thing=Join.UNTIL), False
    return taken


def _is_dated(thing: Thing) -> bool:
    return isinstance(thing, Span | YearlyDay | ListedDay)


def _lent(words: Sequence[Token]) -> list[Token]:
    """From the end: a day without month or year takes them from the next one in its list."""
    taken: list[Token] = []
    lender: Token | None = None
    joins: list[Token] = []  # between this token and the lender
    for word in reversed(words):
        token = word
        if lender and joins and isinstance(word.thing, YearlyDay | ListedDay):
            token = replace(word, thing=_dated(word, lender.thing))
            if _is_either(token.thing, joins, lender.thing):
                del taken[-len(joins) - 1 :]
                token = _either(token, lender)
        taken.append(token)
        if isinstance(token.thing, Span | YearlyDay) and _lends(token.thing):
            lender, joins = token, []
        elif token.thing in (*SMALL, Join.JOINED, Join.UNTIL):
            joins.append(token)
        else:
            lender, joins = None, []
    return taken[::-1]


def _lends(thing: Span | YearlyDay) -> bool:
    return isinstance(thing, YearlyDay) or (not thing.is_range and thing.precision in (Precision.DAY, Precision.MONTH))


def _dated(token: Token, lender: Thing) -> Thing:
    thing = token.thing
    try:
        if isinstance(thing, ListedDay):
            return _day_beside(thing.day, lender)
        if isinstance(thing, YearlyDay) and isinstance(lender, Span):
            return _in_year(thing, lender)
    except ValueError:
        return Unclear(f"“{token.text}” is not a date or a length of time we can work with.")
    return thing


def _day_beside(day: int, lender: Thing) -> Thing:
    if isinstance(lender, YearlyDay):
        return YearlyDay(lender.month, day)
    assert isinstance(lender, Span)
    return _before(date(lender.end.year, lender.end.month, day), lender)


def _in_year(thing: YearlyDay, lender: Span) -> Thing:
    year = lender.end.year
    if thing.day:
        return _before(date(year, thing.month, thing.day), lender)
    last = last_of_month(year, thing.month)
    if last >= lender.end:
        return Unclear("Days stand here in no order, and one has no year of its own.")
    return Span(last.replace(day=1), last, Precision.MONTH)


def _before(day: date, lender: Span) -> Thing:
    """A list that does not count on may run over the end of a year."""
    if day >= lender.end:
        return Unclear("Days stand here in no order, and one has no year of its own.")
    return Span(day, day, Precision.DAY)


def _is_either(thing: Thing, joins: Sequence[Token], lender: Thing) -> bool:
    """ "Sept/Oct 2024" is one stretch of two months; "Jan/Jul 2025" is two dates."""
    if not (isinstance(thing, Span) and isinstance(lender, Span) and [join.text for join in joins] == ["/"]):
        return False
    return thing.precision is lender.precision is Precision.MONTH and thing.end + timedelta(days=1) == lender.start


def _either(token: Token, lender: Token) -> Token:
    assert isinstance(token.thing, Span)
    assert isinstance(lender.thing, Span)
    both = replace(lender.thing, start=token.thing.start, is_range=True)
    return Token(f"{token.text}/{lender.text}", both)


def _weeks_of_a_list(words: Sequence[Token]) -> list[Token]:
    """ "W/c 3rd & 10th June 2024": what opens a list opens each day of it."""
    taken: list[Token] = []
    week: Token | None = None
    for token in words:
        before = taken[-1].thing if taken else None
        if week and before is Join.JOINED and isinstance(token.thing, Span) and token.thing.precision is Precision.DAY:
            taken.append(week)
        elif token.thing is Join.WEEK:
            week = token
        elif not (isinstance(token.thing, Span) or token.thing in (Join.JOINED, Join.FILLER)):
            week = None
        taken.append(token)
    return taken


def _weeks_and_days_before(words: Sequence[Token]) -> list[Token]:
    """ "W/c 5 June 2023" ends with that week; "before July 2024" ends on the day before it begins."""
    taken: list[Token] = []
    opening: int | None = None  # where the word that leads to a date stands
    for token in words:
        taken.append(token)
        led = taken[opening] if opening is not None else None
        if token.thing in (Join.WEEK, Join.BEFORE, Join.START_OF):
            opening = len(taken) - 1
        elif led and isinstance(token.thing, Span) and not token.thing.is_range:
            taken[opening:] = [Token(f"{led.text} {token.text}", _led(led, token.thing))]
            opening = None
        elif led and led.thing is Join.BEFORE and token.thing is Join.BY:  # "before the end of"
            taken[opening:] = [token]
            opening = None
        elif token.thing is not Join.FILLER:
            opening = None
    return taken


def _led(join: Token, span: Span) -> Span:
    if join.thing is Join.START_OF:
        doubt = "" if join.text.startswith(("by", "at")) else f"“{join.text}” was read as its first day."
        return replace(span, end=span.start, precision=Precision.DAY, doubt=span.doubt or doubt)
    if join.thing is Join.BEFORE:
        day = span.start - timedelta(days=1)
        return replace(span, start=day, end=day, precision=Precision.DAY)
    if span.precision is not Precision.DAY:
        return span
    return replace(span, end=span.end + A_WEEK, precision=Precision.WEEK)


def _labels(words: Sequence[Token]) -> list[Token]:
    """ "Year 1 (2022/23)": what a date right beside it settles is a label and says nothing more."""
    taken = list(words)
    for place, token in enumerate(words):
        if isinstance(token.thing, Unclear) and token.thing.is_label:
            behind = next((later.thing for later in words[place + 1 : place + 5] if not _is_small(later)), None)
            if isinstance(behind, Span):
                taken[place] = replace(token, thing=Join.FILLER)
    return taken


def _is_small(token: Token) -> bool:
    return token.thing in SMALL or token.text == "-"


def _moved(words: Sequence[Token]) -> list[Token]:
    """ "March 2024 now June 2024" is June; "June 2025 (extended from March 2025)" is June too."""
    taken = list(words)
    for place, token in enumerate(words):
        if token.thing is Join.MOVED_TO and _span_behind(words, place):
            first = _span_before(taken, place)
            if first is not None or token.text in MOVED_ALONE:
                first = place if first is None else first
                taken[first : place + 1] = [replace(one, thing=Join.FILLER) for one in taken[first : place + 1]]
        elif token.thing is Join.MOVED_FROM and (last := _span_behind(words, place)):
            is_left = any(isinstance(other.thing, Span) for other in (*taken[:place], *taken[last + 1 :]))
            if is_left:
                taken[place : last + 1] = [replace(one, thing=Join.FILLER) for one in taken[place : last + 1]]
    return taken


def _span_behind(words: Sequence[Token], place: int) -> int | None:
    """The place of the date that this word leads to."""
    for later in range(place + 1, min(place + 4, len(words))):
        if isinstance(words[later].thing, Span):
            return later
        if words[later].thing not in (*SMALL, Join.START):
            return None
    return None


def _span_before(words: Sequence[Token], place: int) -> int | None:
    """The place of the date that this word takes the place of."""
    for earlier in range(place - 1, max(place - 4, -1), -1):
        if isinstance(words[earlier].thing, Span):
            return earlier
        if words[earlier].thing not in (*SMALL, Join.JOINED, Join.UNTIL):
            return None
    return None


def _events(words: Sequence[Token]) -> list[Token]:
    """ "The next annual inspection" and "annual report by June 2025" name one event, not one of every year."""
    taken = list(words)
    for place, token in enumerate(words[:-1]):
        if not isinstance(token.thing, Recurrence) or not _is_one_thing(words[place + 1]):
            continue
        before = words[place - 1].text if place else ""
        if before in ONE_OF_THEM or _is_dated_once(words, place):
            taken[place] = replace(token, thing=Join.STRAY)
    return taken


def _is_one_thing(token: Token) -> bool:
    """A noun in the singular, as far as its letters tell."""
    text = token.text.strip(".")
    return token.thing is Join.STRAY and text.isalpha() and not (text.endswith("s") and not text.endswith("ss"))


def _is_dated_once(words: Sequence[Token], place: int) -> bool:
    """Whether the next date behind is one that ends, with a year: no start, no range and no "until"."""
    for before, token in zip(words[place:], words[place + 1 :], strict=False):
        if isinstance(token.thing, Span):
            return not token.thing.is_range and before.thing not in (Join.START, Join.UNTIL)
    return False


def _apart(token: Token) -> list[Token]:
    """A word that found no date to tell of, as the plain words it is made of."""
    if token.thing not in TOGETHER:
        return [token] if not isinstance(token.thing, ListedDay) else [replace(token, thing=Join.STRAY)]
    return [Token(word, APART.get(word, Join.STRAY)) for word in token.text.split()]
