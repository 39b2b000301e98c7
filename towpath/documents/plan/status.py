"""A status word that opens an account of progress: "Complete - the last session was held in May"."""

import re
from dataclasses import dataclass

from towpath.foundation.ratings import NOT_STATED, SCHEMES, Rating, Scheme, recognise

# A status word must be set off by a mark or stand alone: "Ongoing work on ..." opens a sentence instead.
_SET_OFF = re.compile(r"\s*(?:[-–—:.,;]|\n|$)\s*|\s*(?=\()")
_BRACKETED = re.compile(r"^\((?P<word>[^()]{1,30})\)\s*")


@dataclass(frozen=True)
class Status:
    """The status word as written, "" where there is none, and the account after it."""

    word: str
    account: str


def split_status(text: str, schemes: tuple[Scheme, ...] = SCHEMES) -> Status:
    """Set a status word apart from the prose after it; text without one comes back whole."""
    text = text.strip()
    bracketed = _BRACKETED.match(text)
    if bracketed and _is_status(bracketed["word"], schemes):
        return Status(bracketed["word"].strip(), text[bracketed.end() :].strip())
    for spelling in _spellings(schemes):
        found = re.match(rf"{re.escape(spelling)}(?!\w)", text, re.IGNORECASE)
        after = _SET_OFF.match(text, found.end()) if found else None
        if found and after:
            return Status(found[0], text[after.end() :].strip())
    return Status("", text)


def fitting_scheme(words: list[str], preferred: Scheme) -> Scheme:
    """The scheme that knows most of a document's rating words; the preferred one where it knows as many."""
    return max((preferred, *SCHEMES), key=lambda scheme: sum(_rating(scheme, word).is_stated for word in words))


def _rating(scheme: Scheme, word: str) -> Rating:
    return recognise(scheme, word).rating if word else NOT_STATED


def _is_status(word: str, schemes: tuple[Scheme, ...]) -> bool:
    return any(_rating(scheme, word).is_stated for scheme in schemes)


def _spellings(schemes: tuple[Scheme, ...]) -> list[str]:
    """Every wording of every rating, the longest first; single letters open ordinary sentences too often."""
    ratings = (rating for scheme in schemes for rating in scheme.ratings)
    spellings = {spelling for rating in ratings for spelling in (rating.label, *rating.words)}
    return sorted((spelling for spelling in spellings if len(spelling) > 2), key=lambda word: (-len(word), word))
