"""Whether a word of doing ("completed", "done") says that something is done, or only promises, denies or limits it.

"To be completed by March 2027" is a promise, "until complete" a condition, "partially complete" a part of the work:
none is a state. The words around decide, up to the next mark or date, and what stays in doubt is never read as done.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from towpath.foundation.deadlines.vocabulary import (
    AFTER_COMPLETE,
    BESIDE_DONE,
    BESIDE_DONE_WITH_A_DATE,
    DOERS,
    NUMBERS,
)

PROMISING = frozenset({"will", "shall", "should", "must", "would", "could", "might", "ought", "can"})
INTENDING = frozenset({
    "to", "be", "being", "aimed", "aiming", "planned", "planning", "expect", "expects", "expected", "intend", "intends",
    "intended", "due", "targeted", "anticipate", "anticipated", "scheduled", "hoped", "hoping", "proposed", "likely",
    "committed", "estimated", "projected", "going", "towards", "required", "may", "still", "ready", "working",
})  # fmt: skip
DENYING = frozenset({"not", "no", "never", "nor", "neither", "without", "cannot", "none", "nothing", "non", "yet"})
PARTLY = frozenset({
    "partially", "partly", "part", "half", "nearly", "almost", "mostly", "largely", "substantially", "mainly",
    "virtually", "practically", "approximately", "roughly", "about", "around",
})  # fmt: skip
SOME = frozenset({"some", "most", "several", "majority", "many", "few", "phase", "stage", "tranche", "round"})
CONDITIONS = frozenset({
    "once", "when", "whenever", "if", "unless", "until", "till", "before", "after", "following", "upon", "pending",
    "subject", "whether", "provided", "while", "whilst", "where", "awaiting", "dependent", "assuming",
})  # fmt: skip
LEAVING_OUT = frozenset({
    "except", "excluding", "apart", "bar", "but", "outstanding", "remaining", "partly", "partially", "part", "far",
    "awaiting", "remainder",
})  # fmt: skip
HAVING = frozenset({"is", "are", "was", "were", "been", "has", "have", "had", "now", "already"})
# What may stand between these words and the word of doing.
BETWEEN = frozenset({
    "also", "soon", "all", "it", "this", "that", "these", "they", "we", "which", "and", "then", "just", "get", "both",
    "aim", "aims", "plan", "plans", "hope", "need", "needs", "want",
    "per", "cent", "percent", "in", "order", "well", "so", "i", "he", "she", "you",
})  # fmt: skip
MARKS = " ;,.:()&/+-*!|"  # and no question mark, which asks
BY = ("by", "before", "no later", "not later")
SHARE = re.compile(r"(?P<share>\d{1,3})(?:%|percent)?")
_COUNT = rf"\d+|{'|'.join(NUMBERS)}"
SO_MANY_OF = re.compile(rf"(?<!\S)(?P<some>{_COUNT})(?: (?:out )?of (?:the |all )?|/)(?P<all>{_COUNT})(?!\S)")


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    doers = "|".join(sorted(DOERS))
    return re.compile(rf"(?<![^\s;,.:()])(?:by (?:the )?(?:{doers})|{longest_first})(?![^\s;,.:()!])")


_KNOWN = _phrases(BESIDE_DONE)
_KNOWN_WITH_A_DATE = _phrases((*BESIDE_DONE, *BESIDE_DONE_WITH_A_DATE))


class Sense(StrEnum):
    """What a word of doing says of the work."""

    DONE = "done"
    PROMISED = "promised"
    PARTLY = "partly done"
    NOT_DONE = "not done"
    CONDITIONAL = "on a condition"
    UNSURE = "a promise or a state"  # read as a promise, with a doubt
    UNREAD = "beside words not read"


@dataclass(frozen=True)
class Doing:
    """The sense, and how many of the words right before the word of doing belong to it."""

    sense: Sense
    taken: int = 0


def sense_of(before: Sequence[str], word: str, after: Sequence[str]) -> Doing:
    """What a word of doing says, from the lower-case words around it up to the next mark or date."""
    after = [*filter(_is_word, after)]
    group = list(_group(before))
    return Doing(_around(before, group) or _behind(group, word, after) or Sense.DONE, len(group))


def unread(beside: str, *, has_date: bool = False) -> str:
    """Of the words beside a state, in lower case, those that may change what it says; "" where all are known."""
    known = _KNOWN_WITH_A_DATE if has_date else _KNOWN
    left = (run.strip(MARKS) for run in re.split(r"[|;]", known.sub("|", beside)))
    return " … ".join(run for run in left if run)


def _is_word(text: str) -> bool:
    return bool(text.strip(MARKS))


def _around(before: Sequence[str], group: Sequence[str]) -> Sense | None:
    """What the words before say; None where they leave it open."""
    if before[-1:] == ["in"]:  # "in complete"
        return Sense.NOT_DONE
    if any(word in DENYING or word.endswith(("n't", "n’t")) for word in before):
        return Sense.PROMISED if _is_yet_to(before) else Sense.NOT_DONE
    if _is_in_part(before, group):
        return Sense.PARTLY
    if CONDITIONS & set(before):
        return Sense.CONDITIONAL
    is_promise = any(word in PROMISING or word.endswith(("'ll", "’ll")) for word in before)
    if is_promise or before[:1] == ["to"] or any(map(_intends, group, [*group[1:], ""])):
        return Sense.PROMISED
    return None


def _is_yet_to(before: Sequence[str]) -> bool:
    """ "Yet to be completed" promises and does not deny."""
    return "yet to" in " ".join(before) and not (DENYING - {"yet"}) & set(before)


def _intends(word: str, following: str) -> bool:
    """ "May" alone is a month."""
    return word in INTENDING and (word != "may" or following in ("be", "have"))


def _is_in_part(before: Sequence[str], group: Sequence[str]) -> bool:
    shares = [found["share"] for word in group if (found := SHARE.fullmatch(word))]
    is_share = any(share != "100" for share in shares) or _is_so_many_of(before)
    return bool(PARTLY & set(group) or SOME & set(before) or is_share)


def _is_so_many_of(words: Sequence[str]) -> bool:
    """ "Two of three", "3 out of 5" and "2/3" are a part; "3 of 3" is the whole."""
    found = SO_MANY_OF.search(" ".join(words))
    return found is not None and _number(found["some"]) != _number(found["all"])


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _behind(group: Sequence[str], word: str, after: Sequence[str]) -> Sense | None:
    """What the words behind say; None where they leave it open."""
    if LEAVING_OUT & set(after) or _is_so_many_of(after):
        return Sense.PARTLY
    if CONDITIONS & (set(after) - {"before"}) or "?" in after:
        return Sense.CONDITIONAL
    if HAVING & set(group) or not after:
        return None
    if after[0].startswith(BY) and word == "complete":
        return Sense.PROMISED
    behind = " ".join(word for word in after[1:] if word not in ("end", "end of"))
    if after[0].startswith(BY) and not (unread(behind, has_date=True) or DOERS & set(after)):
        return Sense.UNSURE
    return Sense.UNSURE if word == "complete" and after[0] not in AFTER_COMPLETE else None


def _group(before: Sequence[str]) -> Iterator[str]:
    """The words right before that belong to the word of doing, in the order written."""
    place = len(before)
    while place and _belongs(before[place - 1]):
        place -= 1
    return iter(before[place:])


def _belongs(word: str) -> bool:
    known = PROMISING | INTENDING | DENYING | PARTLY | HAVING | BETWEEN
    return word in known or word.endswith(("ly", "n't", "n’t", "'ll", "’ll")) or bool(SHARE.fullmatch(word))
