"""Words as they are looked for: without case, accents or apostrophes."""

import re
import unicodedata

from towpath.records.words import APOSTROPHES

# Letters that no accent can be taken from.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
DROPPED = str.maketrans(dict.fromkeys(APOSTROPHES))
WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, each once, as they are kept in the index and looked for there."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(DROPPED))
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = text.casefold().translate(DROPPED).translate(PLAIN)
    return tuple(dict.fromkeys(WORD.findall(plain)))


def as_kept(words: tuple[str, ...]) -> str:
    """The words as one text, with a space before each, so that the beginning of a word is found in it."""
    return "".join(f" {word}" for word in words)
