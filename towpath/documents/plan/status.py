"""A status word that opens an account of progress: "Complete - the last session was held in May"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from towpath.foundation.deadlines import stands_alone
from towpath.foundation.ratings import SCHEMES, Scheme, recognise

# A status word must be set off by a mark or stand alone: "Ongoing work on ..." opens a sentence instead.
_SET_OFF = re.compile(r"\s*(?:[-–—:.,;]|\n|$)\s*|\s*(?=\()")
# Without a mark, what follows must begin anew: "Completed The research came out" does, "Ongoing work on ..." does not.
_UNMARKED = re.compile(r"\s+(?=[A-Z\d‘“\"])")
_SENTENCE = re.compile(r"[^.;\n]*")
# What an account says right behind "complete" of what is left, or may be.
_LEFT = re.compile(
    r"\b(?:await\w*|pending|subject to|outstanding|remain\w*|except|excluding|apart from|but|not|\w+n['’]t|yet|still"
    r"|half|re-?open\w*|partly|partially|in part|on-?going|continu\w+|to be|tbc|tba|tbd|once|until|unless|some"
    r"|most)\b|\?"
)
_BRACKETED = re.compile(r"^\((?P<word>[^()]{1,30})\)\s*")


@dataclass(frozen=True)
class Status:
    """The status word as written, "" where there is none, and the account after it.

    `is_unmarked` says that nothing but a capital letter parts them.
    """

    word: str
    account: str
    is_unmarked: bool = False


def split_status(text: str, schemes: tuple[Scheme, ...] = SCHEMES) -> Status:
    """Set a status word apart from the prose after it; text without one comes back whole."""
    text = text.strip()
    bracketed = _BRACKETED.match(text)
    if bracketed and _is_status(bracketed["word"], schemes):
        return Status(bracketed["word"].strip(), text[bracketed.end() :].strip())
    found = _opening(schemes).match(text)
    marked = _SET_OFF.match(text, found.end()) if found else None
    unmarked = _UNMARKED.match(text, found.end()) if found and not marked else None
    after = marked or unmarked
    return Status(found[0], text[after.end() :].strip(), after is unmarked) if found and after else Status("", text)


def opening_status(text: str, schemes: tuple[Scheme, ...] = SCHEMES) -> str:
    """The status word that opens a sentence, as "Ongoing work with schools" in a column of statuses; "" for none.

    One that says that work is done tells of a part of it as often ("Completed two of ..."), and a colour is a name.
    """
    found = _opening(schemes).match(text.strip())
    ratings = [recognise(scheme, found[0]).rating for scheme in schemes] if found else []
    is_name = any(found and found[0].casefold() == rating.colour for rating in ratings)
    is_open = not any(rating.means_done for rating in ratings)
    return found[0] if found and is_open and not is_name else ""


def left_open(account: str, day: date | None) -> str:
    """The sentence right behind "complete" where it says that something is left, or only a date later than the day."""
    sentence = _SENTENCE.match(account.strip())
    told = sentence[0].strip() if sentence else ""
    plain = told.casefold()
    is_known = stands_alone("", plain)
    is_left = not stands_alone("", plain, day) if is_known else _LEFT.search(plain)
    return told if is_left else ""


def _is_status(word: str, schemes: tuple[Scheme, ...]) -> bool:
    return any(recognise(scheme, word).rating.is_stated for scheme in schemes)


@cache
def _opening(schemes: tuple[Scheme, ...]) -> re.Pattern[str]:
    """Any wording of any rating, the longest first; one or two letters open ordinary sentences too often."""
    ratings = (rating for scheme in schemes for rating in scheme.ratings)
    spellings = {spelling for rating in ratings for spelling in (rating.label, *rating.words) if len(spelling) > 2}
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
