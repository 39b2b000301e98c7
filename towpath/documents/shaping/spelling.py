"""Letter-spaced headings read as words: "P R E V E N T I O N" is one word, even where a page break cuts it
in two.

The letters of all fragments are read as one stream and parted into the words of the field with the least
strain: a known word costs least, a word close to a known one more, letters that spell nothing we know most.
Words of one fragment belong to one heading; a new fragment begins a new heading unless a word runs over
into it, or the words around it ask to go on ("early", "and").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import accumulate, pairwise

from towpath.documents.shaping.heading_words import CONNECTIVES, MODIFIERS, WORDS
from towpath.documents.table import Cell

_SPACED = re.compile(r"[^\W\d_](?: [^\W\d_]|[ ]?[&,’'-])+")
_FEWEST_LETTERS = 3
_MOST_LETTERS = 20_000  # beside one table: more are no headings, and stay as they are written
_LONGEST_WORD = max(map(len, WORDS)) + 4
_SHORTEST_GUESS = 6  # shorter letters resemble too many words
_LEAST_ALIKE = 0.8  # share of letters that must agree for a guess, by difflib's ratio
_MOST_FRAGMENTS_GUESSED = 60
_KNOWN, _GUESSED, _UNKNOWN, _UNKNOWN_LETTER = 1.0, 2.0, 6.0, 0.5  # the strain of each kind of word


@dataclass(frozen=True)
class _Word:
    """A word of the stream: its first letter's place, the letters as written, and what they are read as."""

    start: int
    written: str
    read: str


def is_spaced(text: str) -> bool:
    """Whether a text is single letters parted by spaces, three or more."""
    seen = " ".join(text.split())
    return bool(_SPACED.fullmatch(seen)) and sum(map(str.isalpha, seen)) >= _FEWEST_LETTERS


def spelt(fragments: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """The headings that the fragments spell, each with the number of the fragment it begins in, counted
    from 0.
    """
    letters = ["".join(fragment.text.split()) for fragment in fragments]
    starts = {start: at for at, start in enumerate(accumulate(map(len, letters[:-1]), initial=0))}
    groups = list(_grouped(_words("".join(letters), list(starts)), set(starts)))
    firsts = [starts[group[0].start] for group in groups]
    ends = [*firsts[1:], len(letters)]
    return [
        (first, _heading(group, letters[first:end], fragments[first:end]))
        for group, first, end in zip(groups, firsts, ends, strict=True)
    ]


def _heading(words: Sequence[_Word], letters: Sequence[str], fragments: Sequence[Cell]) -> Cell:
    text = " ".join(word.read for word in words)
    is_guess = any(word.read != word.written for word in words)
    return Cell(
        text=text,
        items=(text,),
        places=tuple(place for fragment in fragments for place in fragment.places),
        as_written=" ".join(letters) if is_guess else "",
    )


def _words(stream: str, starts: Sequence[int]) -> list[_Word]:
    """The stream parted with the least strain, found from its end backwards."""
    best: list[tuple[float, _Word | None]] = [(0.0, None)] * (len(stream) + 1)
    edges = [*starts, len(stream)]
    if len(stream) > _MOST_LETTERS:
        return [_Word(start, stream[start:end], stream[start:end]) for start, end in pairwise(edges) if start < end]
    guessed = set(starts) if len(starts) <= _MOST_FRAGMENTS_GUESSED else set()
    for start in range(len(stream) - 1, -1, -1):
        fragment_end = edges[bisect_right(starts, start)]
        options = _readings(stream, start, fragment_end, start in guessed)
        best[start] = min(
            ((strain + best[start + len(word.written)][0], word) for strain, word in options),
            key=lambda one: one[0],
        )
    return list(_followed(best))


def _followed(best: Sequence[tuple[float, _Word | None]]) -> Iterator[_Word]:
    word = best[0][1]
    while word is not None:
        yield word
        word = best[word.start + len(word.written)][1]


def _readings(stream: str, start: int, fragment_end: int, may_guess: bool) -> Iterator[tuple[float, _Word]]:
    """Every way to read a word from here, with its strain; an unknown word never runs into the next
    fragment.
    """
    for end in range(start + 1, min(start + _LONGEST_WORD, len(stream)) + 1):
        written = stream[start:end]
        if written.upper() in WORDS:
            yield _KNOWN, _Word(start, written, written)
        elif may_guess and (guess := _nearest(written.upper())):
            yield _GUESSED + _strangeness(written.upper(), guess), _Word(start, written, guess)
        if end <= fragment_end:
            yield _UNKNOWN + _UNKNOWN_LETTER * len(written), _Word(start, written, written)
    if fragment_end - start > _LONGEST_WORD:
        whole = stream[start:fragment_end]
        yield _UNKNOWN + _UNKNOWN_LETTER * len(whole), _Word(start, whole, whole)


@lru_cache(maxsize=4096)
def _nearest(letters: str) -> str:
    """The known word most like these letters; "" where none is like enough."""
    if len(letters) < _SHORTEST_GUESS:
        return ""
    return next(iter(get_close_matches(letters, sorted(WORDS), n=1, cutoff=_LEAST_ALIKE)), "")


def _strangeness(letters: str, word: str) -> float:
    return 10 * (1 - SequenceMatcher(None, word, letters).ratio())


def _grouped(words: Sequence[_Word], starts: set[int]) -> Iterator[list[_Word]]:
    """Words put together into headings."""
    heading: list[_Word] = []
    for word in words:
        if heading and word.start in starts and not _go_together(heading[-1].read, word.read):
            yield heading
            heading = []
        heading.append(word)
    if heading:
        yield heading


def _go_together(before: str, after: str) -> bool:
    return before.upper() in CONNECTIVES | MODIFIERS or after.upper() in CONNECTIVES
