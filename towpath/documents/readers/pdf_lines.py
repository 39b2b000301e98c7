"""Words on a page made into lines, and lines into what their author wrote: PDF keeps no paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from pdfplumber.page import Page

from towpath.documents.readers.pdf_words import BREAK
from towpath.documents.wording import is_bulleted, normalised, spliced, superscript

Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom, in points from the top left

_SPACE = 0.25  # the width of a space as a share of the letters' size
_TOUCHING = 0.1  # a gap narrower than this share of the size is no space
_RAISED = 0.8  # a number smaller than this share of its line's letters is a footnote's mark
_LETTER = 4.5  # the width of a wide letter, in spaces, and some of the padding
_PARAGRAPH_GAP = 0.6  # an empty strip taller than this share of the line's height parts two paragraphs


@dataclass(frozen=True)
class Word:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    def is_in(self, box: Box) -> bool:
        """Whether the word's middle lies in the box."""
        return box[0] <= (self.x0 + self.x1) / 2 < box[2] and box[1] <= (self.top + self.bottom) / 2 < box[3]


@dataclass(frozen=True)
class PdfLine:
    """Words on one level; `head` is the width of the first, which did not fit on the line before if that
    was full.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    head: float
    space: float
    is_one_word: bool = False  # of its last line


def words_on(page: Page) -> list[Word]:
    """The page's words in reading order, parted where the size changes so that raised marks can be told."""
    found = page.extract_words(extra_attrs=["size"], x_tolerance_ratio=0.15)
    return [
        Word(
            str(one["text"]),
            float(one["x0"]),
            float(one["top"]),
            float(one["x1"]),
            float(one["bottom"]),
            one["size"],
        )
        for one in found
    ]


def lines_of(words: Sequence[Word]) -> list[PdfLine]:
    """Words that share a level make a line, from left to right."""
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        if levels and _share_a_level(levels[-1], word):
            levels[-1].append(word)
        else:
            levels.append([word])
    return [_line(sorted(level, key=lambda word: word.x0)) for level in levels]


def _share_a_level(level: Sequence[Word], word: Word) -> bool:
    """Whether a word overlaps a line by half its own or the line's height, whichever is less."""
    top, bottom = min(one.top for one in level), max(one.bottom for one in level)
    overlap = min(bottom, word.bottom) - max(top, word.top)
    return overlap * 2 >= min(bottom - top, word.bottom - word.top)


def _line(words: Sequence[Word]) -> PdfLine:
    size = max(word.size for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    head = words[0].x1 - words[0].x0
    is_one_word = len(words) == 1
    return PdfLine(_joined(words), words[0].x0, top, words[-1].x1, bottom, head, size * _SPACE, is_one_word)


def _joined(words: Sequence[Word]) -> str:
    size = max(word.size for word in words)
    text = _seen(words[0], size, touches=True)
    for before, word in pairwise(words):
        touches = word.x0 - before.x1 < _TOUCHING * before.size
        text += ("" if touches else " ") + _seen(word, size, touches)
    return text


def _seen(word: Word, size: float, touches: bool) -> str:
    """A small number that touches a word, or opens the line, is a footnote's mark and stays raised."""
    is_mark = touches and word.text.isdecimal() and word.size < _RAISED * size
    return superscript(word.text) if is_mark else word.text


def broken_where_written(lines: Sequence[PdfLine], right: float) -> Iterator[PdfLine]:
    """Lines joined again where only the right edge broke them: there the next line's first word did not
    fit.
    """
    whole: PdfLine | None = None
    for line in lines:
        if whole is None or _begins_anew(whole, line, right):
            if whole is not None:
                yield whole
            whole = line
        else:
            whole = _continued(whole, line, may_be_broken=_fills(whole, right))
    if whole is not None:
        yield whole


def _begins_anew(before: PdfLine, line: PdfLine, right: float) -> bool:
    would_fit = before.x1 + 2 * line.space + line.head <= right  # two, as some type after a full stop
    is_apart = line.top - before.bottom > _PARAGRAPH_GAP * (line.bottom - line.top)
    return would_fit or is_apart or is_bulleted(normalised(line.text) + " ")


def _fills(line: PdfLine, right: float) -> bool:
    """Whether a line of one word ran to the edge: one that is too long for its column is broken there."""
    return line.is_one_word and line.text[-1:].isalpha() and right - line.x1 < _LETTER * line.space


def _continued(whole: PdfLine, line: PdfLine, *, may_be_broken: bool) -> PdfLine:
    """`x1`, `bottom` and `head` of the last line matter for what comes next, so they are taken over."""
    is_rest = may_be_broken and line.text[:1].islower()
    text = whole.text + BREAK + line.text if is_rest else spliced(whole.text, line.text)
    return PdfLine(text, whole.x0, whole.top, line.x1, line.bottom, whole.head, line.space, line.is_one_word)
