"""The numbers Word writes before paragraphs: they are in no paragraph's text, yet "1." is how people name a
row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from lxml.etree import _Element

from towpath.documents.readers.word_xml import W, number_at, value_at

_BULLET = "• "
_HIGHEST_START = 32767  # Word's own limit
_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: ECMA-376 numFmt, lvlText (such as `%1.%2`) and start."""

    style: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """Counts through a document: `levels` by list and level, `styles` by paragraph style, `counts` as they
    stand.
    """

    levels: dict[tuple[str, int], _Level]
    sequences: dict[str, str]
    styles: dict[str, tuple[str, int]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: WordDocument) -> "Numbering":
        styles = {style.get(W + "styleId", ""): _list_of(style) for style in document.styles.element.iter(W + "style")}
        root = _numbering_root(document)
        if root is None:
            return cls({}, {}, styles)
        sequences = {num.get(W + "numId", ""): value_at(num, "abstractNumId") for num in root.iter(W + "num")}
        levels = {
            (abstract.get(W + "abstractNumId", ""), int(level.get(W + "ilvl", "0"))): _level(level)
            for abstract in root.iter(W + "abstractNum")
            for level in abstract.iter(W + "lvl")
        }
        return cls(levels, sequences, styles)

    def label(self, paragraph: _Element) -> str:
        """What Word prints before a paragraph: "• ", "3. ", "b) " or nothing."""
        numbered, depth = self._numbered(paragraph)
        level = self.levels.get((self.sequences.get(numbered, ""), depth))
        if level is None:
            return ""
        if level.style == "bullet":
            return _BULLET
        self._step(numbered, depth, level)
        written = _LEVEL.sub(lambda found: self._figure(numbered, int(found[1]) - 1), level.pattern)
        return f"{written} " if written else ""

    def _numbered(self, paragraph: _Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own first, else its style's; list "0" takes the number
        away.
        """
        styled, depth = self.styles.get(value_at(paragraph, "pPr/pStyle"), ("", 0))
        own = value_at(paragraph, "pPr/numPr/numId")
        return (own, number_at(paragraph, "pPr/numPr/ilvl")) if own else (styled, depth)

    def _step(self, numbered: str, depth: int, level: _Level) -> None:
        """One more at this level; deeper levels begin anew."""
        self.counts[numbered, depth] = self.counts.get((numbered, depth), level.start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == numbered and key[1] > depth]:
            del self.counts[deeper]

    def _figure(self, numbered: str, depth: int) -> str:
        level = self.levels.get((self.sequences.get(numbered, ""), depth), _Level("decimal", "", 1))
        figure = self.counts.get((numbered, depth), level.start)
        return _FIGURES.get(level.style, str)(figure)


def _numbering_root(document: WordDocument) -> _Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            root: _Element = document.part.numbering_part.element
            return root
    return None


def _list_of(style: _Element) -> tuple[str, int]:
    return value_at(style, "pPr/numPr/numId"), number_at(style, "pPr/numPr/ilvl")


def _level(level: _Element) -> _Level:
    start = min(number_at(level, "start"), _HIGHEST_START) if level.find(W + "start") is not None else 1
    return _Level(value_at(level, "numFmt"), value_at(level, "lvlText"), start)


def _letter(figure: int) -> str:
    """a, b … z, aa, bb …, as Word counts with letters."""
    return chr(ord("a") + (figure - 1) % 26) * ((figure - 1) // 26 + 1)


def _roman(figure: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (figure // worth)
        figure %= worth
    return written


_FIGURES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda figure: _letter(figure).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda figure: _roman(figure).upper(),
    "none": lambda figure: "",
}
