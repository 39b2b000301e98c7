"""Words as they can be printed: whatever a person typed or pasted, no character of it stops a paper.

A character that no font draws stands as its number in brackets, such as [U+12000]. Words written from right to left
are kept in their own order (Unicode standard annex 9, isolates).
"""

import re
import unicodedata
from collections.abc import Iterator

from towpath.documents.writers.guard import cleaned
from towpath.documents.writers.letters import clusters, holds_right_to_left, shown_of
from towpath.documents.writers.typefaces import family_of

# What every font has, and no mark joins: most strings are nothing else and need no second look.
PLAIN = re.compile(r"[\n -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2014\u2018-\u201e\u2022\u2026\u20ac]*")
# The byte order mark is refused by PDF/UA; embeddings, overrides and isolates that somebody left open would turn
# round what follows, so each line gets an isolate of its own instead; the rest shows nothing and helps no font.
UNWANTED = re.compile(
    "[\ufeff\u202a-\u202e\u2066-\u2069\u115f\u1160\u17b4\u17b5\u180e\u180f\u2061-\u2065\u206a-\u206f\u3164\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
)
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
# A word longer than any column gets places to break at, a column's width apart.
LONG_WORD = re.compile(r"\S{30,}")
LETTERS_BETWEEN_BREAKS = 12
LONGEST_SYLLABLE = 60  # code points, far above any; what sets the words stops at one of 255
VIRAMA = 9  # the combining class of the sign that joins two consonants
BREAK = "\u200b"


def printable(text: str) -> str:
    """The text as it is set on paper, in lines that each keep their own direction."""
    lines = map(_in_order, drawable(text).split("\n"))
    return LONG_WORD.sub(lambda word: "".join(_broken(word[0])), "\n".join(lines))


def drawable(text: str) -> str:
    """The text in characters that one font or another draws."""
    shown = cleaned(text)
    if PLAIN.fullmatch(shown):
        return shown
    return "".join(map(_drawn, clusters(UNWANTED.sub("", shown))))


def _drawn(cluster: str) -> str:
    """The cluster, as far as a single font draws it; marks beyond that are named beside it."""
    if _is_drawn(cluster):
        return cluster
    before, current = "", ""
    for character in cluster:
        if _is_drawn(current + character):
            current += character
        else:
            before, current = f"{before}{current}[U+{ord(character):04X}", "]"
    return before + current


def _is_drawn(cluster: str) -> bool:
    shown = shown_of(cluster).replace("\n", "")
    return not shown or family_of(shown) is not None


def _in_order(line: str) -> str:
    """The line, kept to itself where it holds words from right to left, so that it starts where they start."""
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if holds_right_to_left(line) else line


def _broken(word: str) -> Iterator[str]:
    """The word with places to break at: none inside a syllable, and none in scripts whose every character is one.

    What goes on like a syllable without end is none, and is broken all the same.
    """
    letters, length, before = 0, 0, ""  # since the last break
    for cluster in _short(clusters(word)):
        is_wide = unicodedata.east_asian_width(cluster[0]) in "WF"
        letters, length = (0, 0) if is_wide else (letters + 1, length + len(cluster))
        if (letters > LETTERS_BETWEEN_BREAKS and not _goes_on(before)) or length > LONGEST_SYLLABLE:
            yield BREAK
            letters, length = 1, len(cluster)
        yield cluster
        before = cluster[-1]


def _short(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, one with marks upon marks without end in several."""
    for piece in pieces:
        yield from (piece[at : at + LONGEST_SYLLABLE] for at in range(0, len(piece), LONGEST_SYLLABLE))


def _goes_on(character: str) -> bool:
    """Whether the next character belongs to the same syllable, or the same isolate."""
    return unicodedata.combining(character) == VIRAMA or character == ISOLATE
