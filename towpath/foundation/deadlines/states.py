"""Words of doing in a deadline, before its dates are read: those that are no state are taken for what they say."""

from collections.abc import Sequence
from dataclasses import replace

from towpath.foundation.deadlines.deadline import Meaning
from towpath.foundation.deadlines.doing import DENYING, Sense, sense_of
from towpath.foundation.deadlines.tokens import Join, Remark, Thing, Token, Unclear, YearlyDay

MARKS = frozenset({";", ",", "/", "+", "&", ".", ":", "(", ")", "-"})
SENTENCES = {
    Sense.PARTLY: "“{words}” says that a part is done.",
    Sense.NOT_DONE: "“{words}” says that it is not finished.",
    Sense.UNSURE: "“{words}” may be a promise or say that it is done: the date was taken as a deadline.",
}


def settle(words: Sequence[Token]) -> list[Token]:
    """The same tokens, with every word of doing either a state or what it says instead."""
    settled = list(words)
    for place, token in enumerate(words):
        if token.thing is Meaning.DONE:
            _settle_one(settled, words, place)
    return settled


def _settle_one(settled: list[Token], words: Sequence[Token], place: int) -> None:
    first, last = _reach(words, place)
    before, after = ([token.text for token in part] for part in (words[first:place], words[place + 1 : last]))
    doing = sense_of(before, words[place].text, after)
    told = " ".join([*before[len(before) - doing.taken :], words[place].text])
    settled[place] = replace(words[place], thing=_thing(doing.sense, told, before))
    if doing.sense is not Sense.CONDITIONAL or settled[place].thing is Meaning.ONGOING:
        for number in range(first, place):
            if number >= place - doing.taken or words[number].text in DENYING | {"until", "till"}:
                settled[number] = replace(words[number], thing=Join.FILLER)


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
