"""What a length of time is counted from: "of publication" after "within 3 months", folded into one token."""

from collections.abc import Iterator, Sequence

from towpath.foundation.deadlines.bases import EVENTS, LITTLE_WORDS, Base, base_named
from towpath.foundation.deadlines.deadline import Offset, Precision, Recurrence
from towpath.foundation.deadlines.things import Anchor, Join, Span, Token, Unclear, YearlyDay
from towpath.foundation.deadlines.vocabulary import ANCHORS, BESIDE_A_LENGTH
from towpath.foundation.deadlines.wording import with_months

AND_THEN = (Join.JOINED, Join.THEN)
SET_OFF = frozenset({"-", ",", ":", "(", "counted", "measured"})  # may stand between a length and its base
UNKNOWN_BASE = "“{words}” gives no day that we know how to count from, so no date follows."
SIDE_BY_SIDE = "A length of time and a date stand side by side."


def fold_anchors(words: Sequence[Token]) -> Iterator[Token]:
    """The same tokens, with the words that name a base as one."""
    place = 0
    while place < len(words):
        yield words[place]
        first = _anchor_start(words, place)
        last = _anchor_end(words, place, first)
        if last > place + 1:
            yield _folded(words[first:last])
        place = last


def named_before(clause: Sequence[Token]) -> Anchor | None:
    """The base named before the length: "from launch, within 3 months", "contract signature + 6 months"."""
    lengths = [place for place, token in enumerate(clause) if isinstance(token.thing, Offset)]
    before = clause[: lengths[0]] if lengths else []
    openings = [place for place, token in enumerate(before) if token.thing is Join.START or token.text == "+"]
    if not openings:
        return None
    starts = before[openings[0]].thing is Join.START
    named = before[openings[0] + 1 :] if starts else before[: openings[0]]
    words = [token.text for token in named if token.thing not in (*AND_THEN, Join.WITHIN)]
    base = base_named(words)
    if base is Base.UNNAMED:
        return None
    text = f"from {with_months(words)}"
    return Anchor(base, text, doubt=UNKNOWN_BASE.format(words=text) if base is Base.OTHER else "")


def base_of(clause: Sequence[Token]) -> Anchor | None:
    """What a length or a turn is counted from, as its clause names it; None where it names nothing."""
    place = next((place for place, token in enumerate(clause) if isinstance(token.thing, Anchor)), None)
    if place is None:
        return named_before(clause) or _unread_base(clause)
    anchor, *behind = clause[place:]
    assert isinstance(anchor.thing, Anchor)
    if not any(map(_may_name_a_base, behind)):
        return anchor.thing
    told = with_months(token.text for token in (anchor, *behind))
    return Anchor(Base.OTHER, told, doubt=UNKNOWN_BASE.format(words=told))


def _unread_base(clause: Sequence[Token]) -> Anchor | None:
    """An unknown base, where words beside a bare length or turn may name one: "3 months prior to go-live"."""
    kinds = {type(token.thing) for token in clause}
    if Offset in kinds and Recurrence not in kinds:
        return _unread_base_of_length(clause)
    if kinds & {Span, YearlyDay}:
        return None
    until = next((place for place, token in enumerate(clause) if token.thing is Join.UNTIL), len(clause))
    named = [token.text for token in clause[:until] if token.thing is Join.STRAY and token.text in EVENTS]
    return Anchor(Base.OTHER, "", doubt=UNKNOWN_BASE.format(words=" ".join(named))) if named else None


def _unread_base_of_length(clause: Sequence[Token]) -> Anchor | None:
    place = next(place for place, token in enumerate(clause) if isinstance(token.thing, Offset))
    before, after = clause[:place], clause[place + 1 :]
    strays = [token.text for token in clause if _may_name_a_base(token)]
    if not strays and not any(_leads_elsewhere(token) for token in after):
        return None
    behind = any(_may_name_a_base(token) or _leads_elsewhere(token) for token in after)
    told = with_months(token.text for token in (after if behind else before))
    follows = behind and after[0].text not in SET_OFF
    return Anchor(Base.OTHER, told if follows else "", doubt=UNKNOWN_BASE.format(words=told))


def _may_name_a_base(token: Token) -> bool:
    return token.thing is Join.STRAY and token.text.strip(".:'’") not in BESIDE_A_LENGTH


def _leads_elsewhere(token: Token) -> bool:
    """The "to" or the "end" behind a length: "3 months to the end"."""
    is_end = token.thing is Join.BY and "end" in token.text
    return is_end or (token.thing is Join.UNTIL and token.text != "-") or token.thing is Join.EVERY or token.text == "+"


def _anchor_start(words: Sequence[Token], place: int) -> int:
    """Where the words behind a length begin, marks left out."""
    first = place + 1
    while first < len(words) and words[first].text in SET_OFF:
        first += 1
    return first


def _anchor_end(words: Sequence[Token], place: int, first: int) -> int:
    """Where the anchor behind a length ends; right behind it where there is none. Each token is looked at once."""
    thing, last = words[place].thing, first
    if not isinstance(thing, Offset | Recurrence) or last == len(words) or words[last].text not in ANCHORS:
        return place + 1
    while last < len(words) and words[last].thing not in AND_THEN:
        last += 1
    turns = isinstance(thing, Recurrence)
    is_dated = any(not isinstance(token.thing, Join) for token in words[first:last])
    return place + 1 if turns and is_dated else last


def _folded(anchor: Sequence[Token]) -> Token:
    text = with_months(token.text for token in anchor)
    spans = [token.thing for token in anchor if isinstance(token.thing, Span)]
    base = base_named(token.text for token in anchor if not isinstance(token.thing, Span))
    if not spans:
        doubt = UNKNOWN_BASE.format(words=text) if base is Base.OTHER else ""
        return Token(text, Anchor(base, "" if base is Base.UNNAMED else text, doubt=doubt))
    is_by = any(token.thing is Join.BY and token.text not in LITTLE_WORDS | {"end"} for token in anchor)
    if len(spans) > 1 or spans[0].is_range or is_by:
        return Token(text, Unclear(SIDE_BY_SIDE))
    return Token(text, _dated(spans[0], base, text))


def _dated(span: Span, base: Base, text: str) -> Anchor:
    """A base whose day the words give; of a longer span its last day counts, with a doubt."""
    doubt = "" if span.precision is Precision.DAY else f"“{text}” names no day: the last day of it was counted from."
    return Anchor(base, text, span.end, doubt)
