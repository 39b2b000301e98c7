"""Figures inside an account of progress, offered as values with their sentence as evidence."""

import re
from collections.abc import Iterator
from itertools import islice

from towpath.documents.plan.draft import DraftFigure

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'(])|\n+")
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = rf"(?:\d{{1,2}}\s+)?{_MONTHS}\s?['’]?\d{{2,4}}|20\d\d(?:/\d\d)?"
_OPEN = r"(?:current date|to date|date|present|now|today)"

# What a sentence says of the time its figures cover.
_PERIOD = re.compile(
    rf"(?:since|between|from|in|during)\s+(?:{_DATE})(?:\s*(?:-|–|—|to|and|until)\s*(?:{_DATE}|{_OPEN}))?"
    rf"|(?:{_DATE})\s*(?:-|–|—|to)\s*(?:{_DATE}|{_OPEN})"
    r"|(?:in |during )?q[1-4]\s*(?:of\s*)?20\d\d[/-]\d\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w/.,:£$€-])(?P<money>£\s?)?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"\s?(?P<percent>%|per cent)?"
    r"(?![\w/:]|[.,-]\d|-)"
)
# What a number that counts nothing is followed by, or follows.
_TIME = re.compile(rf"\s*(?:{_MONTHS}\b|(?:working\s+)?(?:day|week|month|year|hour|minute|am|pm)s?\b)", re.IGNORECASE)
_REFERENCE = re.compile(
    rf"(?:\b(?:no|number|section|page|phase|version|part|item|recommendation|action|appendix|age|aged|quarter|{_MONTHS})"
    r"\.?|[#(])\s*$",
    re.IGNORECASE,
)
# Numbers side by side, such as a telephone number, count nothing.
_BESIDE = (re.compile(r"\d\s$"), re.compile(r"\s\d"))
_YEARS = range(1990, 2061)
# The words that end what is counted: "33 surgeries across the borough" counts surgeries.
_LABEL_END = re.compile(
    r"[.,;:()–—-]|\b(?:have|has|had|is|are|was|were|been|being|will|would|can|could|resulting|which|that|who|whom|to|"
    r"across|in|into|on|onto|at|by|for|from|with|per|over|since|between|during|through|and|but|as|within|so)\b",
    re.IGNORECASE,
)
LONGEST_LABEL = 6  # words
MOST_DIGITS = 15  # a longer number counts nothing
MOST_FIGURES = 100  # of one account: where more numbers stand, a table was pasted
LONGEST_SENTENCE = 2_000  # characters kept beside a figure: of a longer one, those around it
# How far around a number one has to look to tell what it counts, in characters.
LOOK_BACK, LOOK_AHEAD = 60, 300


def figures(account: str) -> tuple[DraftFigure, ...]:
    """Every number that counts something, and what it counts; no dates, durations or references.

    The first hundred of them. The work is in proportion to the account, however many numbers one sentence holds.
    """
    found = (figure for sentence in sentences(account) for figure in _figures_of(sentence))
    return tuple(islice(found, MOST_FIGURES))


def sentences(account: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE_END.split(account) if sentence.strip()]


def _figures_of(sentence: str) -> Iterator[DraftFigure]:
    said = _PERIOD.search(sentence)
    period = said[0] if said else ""
    for found in _NUMBER.finditer(sentence):
        before = sentence[max(found.start() - LOOK_BACK, 0) : found.start()]
        after = sentence[found.end() : found.end() + LOOK_AHEAD]
        if not _counts_something(before, found, after):
            continue
        if (label := _label(after)) or found["money"] or found["percent"]:
            yield DraftFigure(found[0].strip(), label, _around(found, sentence), period)


def _around(found: re.Match[str], sentence: str) -> str:
    """The sentence a number stands in, or of one without end the words on both sides of the number."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    start = max(found.start() - LONGEST_SENTENCE // 2, 0)
    return sentence[start : start + LONGEST_SENTENCE].strip()


def _counts_something(before: str, found: re.Match[str], after: str) -> bool:
    """Whether a number is a count, a sum or a share, and not part of a date, a duration or a reference."""
    if len(found["number"]) > MOST_DIGITS:
        return False
    if found["money"] or found["percent"]:
        return True
    is_year = not found["part"] and "," not in found["number"] and int(found["number"]) in _YEARS
    if is_year or _BESIDE[0].search(before[-2:]) or _BESIDE[1].match(after):
        return False
    return not (_TIME.match(after) or _REFERENCE.search(before))


def _label(after: str) -> str:
    end = _LABEL_END.search(after)
    words = (after[: end.start()] if end else after).split()
    return " ".join(words[:LONGEST_LABEL])
