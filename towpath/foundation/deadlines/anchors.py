"""What a length of time is counted from: "of publication" after "within 3 months", folded into one token."""

from calendar import month_abbr, month_name
from collections.abc import Iterable, Iterator, Sequence

from towpath.foundation.deadlines.bases import LITTLE_WORDS, Base, base_named
from towpath.foundation.deadlines.deadline import Offset, Precision, Recurrence
from towpath.foundation.deadlines.tokens import Anchor, Join, Span, Token, Unclear
from towpath.foundation.deadlines.vocabulary import ANCHORS

AND_THEN = (Join.JOINED, Join.THEN)
MONTH_NAMES = frozenset(name.casefold() for name in (*month_name, *month_abbr) if name)
SIDE_BY_SIDE = "A length of time and a date stand side by side."


def fold_anchors(words: Sequence[Token]) -> Iterator[Token]:
    """The same tokens, with the words that name a base as one."""
    place = 0
    while place < len(words):
        yield words[place]
        last = _anchor_end(words, place)
        if last > place + 1:
            yield _folded(words[place + 1 : last])
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
    return None if base is Base.UNNAMED else Anchor(base, f"from {_with_months(words)}")


def _anchor_end(words: Sequence[Token], place: int) -> int:
    """Where the anchor behind a length ends; right behind it where there is none. Each token is looked at once."""
    thing, last = words[place].thing, place + 1
    counts = isinstance(thing, Offset) or (isinstance(thing, Recurrence) and not thing.follows_the_quarters)
    if not counts or last == len(words) or words[last].text not in ANCHORS:
        return last
    while last < len(words) and words[last].thing not in AND_THEN:
        last += 1
    turns = isinstance(thing, Recurrence)
    is_dated = any(not isinstance(token.thing, Join) for token in words[place + 1 : last])
    return place + 1 if turns and is_dated else last


def _folded(anchor: Sequence[Token]) -> Token:
    text = _with_months(token.text for token in anchor)
    spans = [token.thing for token in anchor if isinstance(token.thing, Span)]
    base = base_named(token.text for token in anchor if not isinstance(token.thing, Span))
    if not spans:
        return Token(text, Anchor(base, "" if base is Base.UNNAMED else text))
    is_by = any(token.thing is Join.BY and token.text not in LITTLE_WORDS | {"end"} for token in anchor)
    if len(spans) > 1 or spans[0].is_range or is_by:
        return Token(text, Unclear(SIDE_BY_SIDE))
    return Token(text, _dated(spans[0], base, text))


def _with_months(words: Iterable[str]) -> str:
    """The words in one line, months with the capital that plain words have lost."""
    told = (word.title() if word in MONTH_NAMES else word for text in words for word in text.split())
    return " ".join(told).strip(" .:()")


def _dated(span: Span, base: Base, text: str) -> Anchor:
    """A base whose day the words give; of a longer span its last day counts, with a doubt."""
    doubt = "" if span.precision is Precision.DAY else f"“{text}” names no day: the last day of it was counted from."
    return Anchor(base, text, span.end, doubt)
