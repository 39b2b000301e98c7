"""Words of doing in a deadline, before its dates are read: those that are no state are taken for what they say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from towpath.foundation.deadlines.deadline import Meaning, Precision
from towpath.foundation.deadlines.doing import DENYING, Sense, sense_of, unread
from towpath.foundation.deadlines.things import Join, Remark, Span, Thing, Token, Unclear, YearlyDay
from towpath.foundation.deadlines.tokens import tokens
from towpath.foundation.deadlines.vocabulary import LONGEST_WORDS

MARKS = frozenset({";", ",", "/", "+", "&", ".", ":", "(", ")", "-"})
SENTENCES = {
    Sense.PARTLY: "“{words}” says that a part is done.",
    Sense.NOT_DONE: "“{words}” says that it is not finished.",
    Sense.UNREAD: "“{words}” stands beside a word for done, so it was not taken as done.",
    Sense.UNSURE: "“{words}” may be a promise or say that it is done.",
}


def unread_beside_done(words: Sequence[Token]) -> str:
    """Of the words beside a state, those that may change what it says; dates are no words."""
    dates = [isinstance(token.thing, Span | YearlyDay) for token in words]
    told = (
        ";" if dates[place] or _is_done(token) or _leads_to_date(words, place) else token.text
        for place, token in enumerate(words)
    )
    return unread(" ".join(told), has_date=any(dates))


def _leads_to_date(words: Sequence[Token], place: int) -> bool:
    """The "end of" of "completed end of March"; without a date it may be a day to come."""
    following = words[place + 1].thing if place + 1 < len(words) else None
    return words[place].thing is Join.BY and isinstance(following, Span | YearlyDay)


def stands_alone(before: str, after: str, day: date | None = None) -> bool:
    """Whether a word of doing between these plain words is all that they say, by no date and of none after the day."""
    if len(before) + len(after) > LONGEST_WORDS:
        return False
    beside = list(tokens(f"{before} ; {after}"))
    spans = [token.thing for token in beside if isinstance(token.thing, Span)]
    is_promised = is_joined_to_date(beside, Join.BY)
    is_to_come = day is not None and any(span.start > day for span in spans)
    is_maybe = before.split()[-1:] == ["may"] or any(may_be_a_share(span) for span in spans)
    return not (unread_beside_done(beside) or is_promised or is_to_come or is_maybe)


def may_be_a_share(span: Span) -> bool:
    """ "11/12 complete" names a financial year, or eleven of twelve."""
    return span.precision is Precision.FINANCIAL_YEAR and bool(span.doubt)


def is_joined_to_date(words: Sequence[Token], *joins: Join) -> bool:
    """Whether a word such as "by", and not the dash of a range, stands right before a date."""
    telling = [token for token in words if token.thing is not Join.FILLER and token.text not in ("end", "end of")]
    return any(
        one.thing in joins and one.text != "-" and isinstance(other.thing, Span) for one, other in pairwise(telling)
    )


def _is_done(token: Token) -> bool:
    return token.thing is Meaning.DONE


def settle(words: Sequence[Token]) -> list[Token]:
    """The same tokens, with every word of doing either a state or what it says instead."""
    settled = list(words)
    for place, token in enumerate(words):
        if _is_done(token):
            _settle_one(settled, words, place)
    return settled


def _settle_one(settled: list[Token], words: Sequence[Token], place: int) -> None:
    first, last = _reach(words, place)
    before, after = ([token.text for token in part] for part in (words[first:place], words[place + 1 : last]))
    doing = sense_of(before, words[place].text, after)
    told = " ".join([*before[len(before) - doing.taken :], words[place].text])
    settled[place] = replace(words[place], thing=_thing(doing.sense, told, before))
    if doing.sense is Sense.DONE:
        _settle_dashes(settled, words, place)
    if doing.sense is not Sense.CONDITIONAL or settled[place].thing is Meaning.ONGOING:
        for number in range(first, place):
            is_taken = number >= place - doing.taken or words[number].text in DENYING | {"until", "till"}
            if is_taken and not _joins_a_range(words, number):
                settled[number] = replace(words[number], thing=Join.FILLER)


def _settle_dashes(settled: list[Token], words: Sequence[Token], place: int) -> None:
    """The dash of "March 2025 - completed" sets the state off and opens no range."""
    for number in (place - 1, place + 1):
        if 0 <= number < len(words) and words[number].text == "-":
            settled[number] = replace(words[number], thing=Join.FILLER)


def _joins_a_range(words: Sequence[Token], place: int) -> bool:
    """The "to" of "April 2026 to complete March 2027" stands between two dates."""
    is_to = words[place].thing is Join.UNTIL and place > 0 and isinstance(words[place - 1].thing, Span)
    return is_to and any(isinstance(token.thing, Span) for token in words[place + 1 :])


def _thing(sense: Sense, told: str, before: Sequence[str]) -> Thing:
    if sense is Sense.DONE:
        return Meaning.DONE
    if sense is Sense.PROMISED:
        return Join.FILLER
    if sense is not Sense.CONDITIONAL:
        return Remark(sense, SENTENCES[sense].format(words=told))
    if {"until", "till"} & set(before):
        return Meaning.ONGOING
    return Unclear(f"“{told}” stands under a condition, so it is neither done nor dated.")


def _reach(words: Sequence[Token], place: int) -> tuple[int, int]:
    """From where to where the words around a place belong to it: up to the next mark or date."""
    first, last = place, place + 1
    while first and not _ends(words[first - 1]):
        first -= 1
    while last < len(words) and not _ends(words[last]):
        last += 1
    return first, last


def _ends(token: Token) -> bool:
    if isinstance(token.thing, YearlyDay):
        return token.text != "may"
    return token.text in MARKS or not isinstance(token.thing, Join)
