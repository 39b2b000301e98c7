"""Recognising a rating in what a document holds: a word, a letter or the colour of a cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from towpath.foundation.deadlines.doing import Sense, sense_of
from towpath.foundation.deadlines.reading import plain_words
from towpath.foundation.deadlines.states import stands_alone
from towpath.foundation.ratings.scheme import NOT_STATED, Rating, Scheme

# Fills that documents use in place of the colour a scheme names.
NEAR_COLOURS = {
    "yellow": "amber",
    "orange": "amber",
    "lime": "green",
    "dark red": "red",
    "dark green": "green",
}
DENIALS = re.compile(r"\b(?:not|no|never|non|isn['’]t|yet to be)[\s-]*$|\w-$")
MARKS = re.compile(r"[;,.:()/]|\s[-–—]\s|\n")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Recognised:
    """The rating a document states, `NOT_STATED` where it states none, and what a person should look at."""

    rating: Rating
    doubt: str = ""


def recognise(
    scheme: Scheme, text: str | None = None, colour_name: str | None = None, day: date | None = None
) -> Recognised:
    """The rating that a cell's words and colour state. Words go before colour; a disagreement is a doubt.

    Nothing is read from silence: no word and no colour is "not stated", never green. A rating that means done is read
    only where every word beside it is known, and no date that comes after `day`, the day of which the words are true.
    """
    said, shown = _from_words(scheme, text or "", day), _from_colour(scheme, colour_name or "")
    if not said.rating.is_stated:
        return Recognised(shown.rating, said.doubt or shown.doubt)
    if shown.rating.is_stated and shown.rating != said.rating:
        both = f"The words say {said.rating.label} and the colour says {shown.rating.label}"
        return Recognised(said.rating, f"{both}: the words were taken.")
    return said


def _from_words(scheme: Scheme, text: str, day: date | None) -> Recognised:
    plain = plain_words(text).strip(" .:;-")
    if not plain:
        return Recognised(NOT_STATED)
    named = list(dict.fromkeys(_named(scheme, plain, day))) or _initial(scheme, plain)
    if len(named) == 1:
        return Recognised(named[0])
    if named:
        labels = " and ".join(rating.label for rating in named)
        return Recognised(NOT_STATED, f"“{text.strip()}” names {labels}: choose one.")
    return Recognised(NOT_STATED, f"“{text.strip()}” is no rating of “{scheme.name}”: choose one.")


def _named(scheme: Scheme, plain: str, day: date | None) -> Iterator[Rating]:
    """The ratings named in the text. A longer spelling hides a shorter one in it: "not met" is not "met"."""
    for spelling, rating in _spellings(scheme):
        if len(spelling) < 2 or spelling not in plain:  # asked first, as most cells of a table name none
            continue
        if found := re.search(rf"\b{re.escape(spelling)}\b", plain):
            is_denied = DENIALS.search(plain[: found.start()]) or _is_no_state(rating, plain, found, day)
            plain = plain[: found.start()] + " " * len(spelling) + plain[found.end() :]
            if not is_denied:
                yield rating


def _is_no_state(rating: Rating, plain: str, found: re.Match[str], day: date | None) -> bool:
    """ "To be completed", "until complete" and "90% complete" promise, limit or put conditions on a rating's word."""
    before, after = MARKS.split(plain[: found.start()])[-1].split(), MARKS.split(plain[found.end() :])[0].split()
    sense = sense_of(before, found[0], after if rating.means_done else ()).sense
    if not rating.means_done:
        return sense not in (Sense.DONE, Sense.PARTLY)
    beside = (_without(rating, plain[: found.start()]), _without(rating, plain[found.end() :]))
    return sense is not Sense.DONE or not stands_alone(*beside, day=day)


def _without(rating: Rating, words: str) -> str:
    """The words beside a rating's word, without other words for the same rating."""
    same = "|".join(re.escape(word.casefold()) for word in (rating.label, rating.colour, *rating.words) if word)
    return re.sub(rf"(?<!\w)(?:{same})(?!\w)", " ", words)


@cache
def _spellings(scheme: Scheme) -> list[tuple[str, Rating]]:
    """Every wording of every rating, the longest first."""
    spellings = [
        (spelling.casefold(), rating) for rating in scheme.ratings for spelling in (rating.label, *rating.words)
    ]
    return sorted(spellings, key=lambda pair: len(pair[0]), reverse=True)


def _initial(scheme: Scheme, plain: str) -> list[Rating]:
    """R, A, G or B alone: the ratings whose label or one-letter spelling it is."""
    if not WORD.fullmatch(plain) or len(plain) > 1:
        return []
    return [rating for rating in scheme.ratings if plain in _letters(rating)]


def _letters(rating: Rating) -> set[str]:
    initials = {name[:1].casefold() for name in (rating.label, rating.colour)}
    return initials | {word for word in rating.words if len(word) == 1}


def _from_colour(scheme: Scheme, colour_name: str) -> Recognised:
    name = colour_name.casefold().strip()
    colour = NEAR_COLOURS.get(name, name)
    rating = next((rating for rating in scheme.ratings if colour and rating.colour == colour), NOT_STATED)
    if name and not rating.is_stated:
        return Recognised(NOT_STATED, f"A {name} cell is no rating of “{scheme.name}”: choose one.")
    return Recognised(rating, "" if name == colour else f"A {name} cell was read as {rating.label}.")
