"""The day a length of time is counted from: what the words call it, and which day the record knows for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self


class Base(StrEnum):
    """What the words of a deadline count from. Only the day of that very event answers it."""

    UNNAMED = "unnamed"  # "within 3 months": the base date of the plan, the launch of the programme
    PUBLICATION = "publication"  # of the report, the review or the plan itself
    LAUNCH = "launch"
    CONTRACT = "contract"  # the day it was signed
    END_OF_DELIVERY = "end of delivery"
    END_OF_WORK = "end of all work"
    OTHER = "other"  # named, and nothing here keeps its day


LITTLE_WORDS = frozenset({
    "of", "from", "after", "following", "post", "upon", "since", "the", "a", "an", "this", "date", "day", "being", "is",
    "on", "at", "our", "its", "base", "in", "for", "final", "that", "it", ".", ":", "(", ")", "-",
})  # fmt: skip
PAPERS = frozenset({"report", "review", "strategy", "plan", "document", "recommendation", "recommendations", "action"})
PROGRAMMES = frozenset({"programme", "project", "scheme", "delivery"})
# The words a base is known by: one of the first, and beside it none but little words and the second.
KNOWN_BY: tuple[tuple[Base, frozenset[str], frozenset[str]], ...] = (
    (Base.PUBLICATION, frozenset({"publication", "published", "publishing"}), PAPERS | {"overview"}),
    (Base.PUBLICATION, PAPERS - {"action"}, PAPERS),
    (Base.LAUNCH, frozenset({"launch", "launched"}), PROGRAMMES - {"delivery"}),
    (Base.LAUNCH, frozenset({"start", "commencement", "beginning"}), PROGRAMMES - {"delivery"}),
    (Base.END_OF_DELIVERY, frozenset({"end", "ends", "ended", "ending", "completion", "close"}), PROGRAMMES),
)
EVENTS = frozenset().union(*(keys for _, keys, _ in KNOWN_BY)) - PAPERS | {"contract", "anniversary"}
CONTRACT = frozenset({"contract", "contract's", "contract’s"})
SIGNING = frozenset({"signature", "signing", "signed", "sign", "award", "awarded", "agreed", "was", "has", "been"})


def base_named(words: Iterable[str]) -> Base:
    """Which base the words after a length of time name, such as "of publication" or "after contract signature"."""
    told = {part for word in words for part in word.split()} - LITTLE_WORDS
    if not told:
        return Base.UNNAMED
    if told in ({"end", "all", "work"}, {"end", "work"}):
        return Base.END_OF_WORK
    if told & CONTRACT:
        return Base.CONTRACT if told <= CONTRACT | SIGNING else Base.OTHER
    return next((base for base, keys, beside in KNOWN_BY if told & keys and told <= keys | beside), Base.OTHER)


@dataclass(frozen=True)
class Day:
    """A day the record knows, and what it calls it: the contract's date."""

    on: date
    called: str = ""


@dataclass(frozen=True)
class Bases:
    """The days a record knows, by what they are the base of. What it lacks stays undated."""

    known: Mapping[Base, Day] = field(default_factory=dict)

    @classmethod
    def of(cls, given: "Bases | date | None") -> Self:
        """A single day is the base of what names none, and of what names the publication."""
        if isinstance(given, Bases):
            return cls(given.known)
        if given is None:
            return cls()
        return cls({Base.UNNAMED: Day(given), Base.PUBLICATION: Day(given)})

    def day_of(self, base: Base) -> Day | None:
        return self.known.get(base)
