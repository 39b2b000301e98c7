"""How letters stand: which are drawn as one (Unicode annex 29, roughly), and from which side they are read (9)."""

import re
import unicodedata
from collections.abc import Iterator

# Code points that show nothing themselves, whether a font has them or not (Default_Ignorable_Code_Point).
IS_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
JOINER = "\u200d"
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def clusters(text: str) -> Iterator[str]:
    """The text in pieces: a character with the marks upon it, a joined emoji."""
    cluster = ""
    for character in text:
        if cluster and not (joins(character) or (cluster[-1] == JOINER and character != "\n")):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def joins(character: str) -> bool:
    """Whether a character is drawn upon the one before it, or not at all."""
    is_mark = unicodedata.category(character)[0] == "M"
    return is_mark or character in SKIN_TONES or IS_UNSEEN.match(character) is not None


def shown_of(cluster: str) -> str:
    """What of a cluster is seen."""
    return IS_UNSEEN.sub("", cluster)


def holds_right_to_left(line: str) -> bool:
    """Whether any word of a line is written from right to left."""
    return not line.isascii() and any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in line)


def starts_right_to_left(line: str) -> bool:
    """Whether the first letter with a direction is written from right to left, and so the line."""
    directions = map(unicodedata.bidirectional, line)
    return next((way in RIGHT_TO_LEFT for way in directions if way == "L" or way in RIGHT_TO_LEFT), False)
