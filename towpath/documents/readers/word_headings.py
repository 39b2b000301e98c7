"""Which paragraphs of a Word document are headings: those that its navigation pane lists."""

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from lxml.etree import _Element

from towpath.documents.readers.word_xml import W, value_at

_NAMED = re.compile(r"heading [1-9]", re.IGNORECASE)  # the names that every language of Word keeps in the file
_BODY = "9"  # the outline level of what is no heading, by ECMA-376 17.3.1.20


@dataclass(frozen=True)
class HeadingStyles:
    """The paragraph styles of headings, those based on one among them."""

    styles: frozenset[str]

    @classmethod
    def of(cls, document: WordDocument) -> "HeadingStyles":
        styles = {style.get(W + "styleId", ""): style for style in document.styles.element.iter(W + "style")}
        return cls(frozenset(key for key in styles if _is_heading(key, styles)))

    def has(self, paragraph: _Element) -> bool:
        """Whether a paragraph is a heading: by its own outline level, else by its style's."""
        level = value_at(paragraph, "pPr/outlineLvl")
        return level < _BODY if level else value_at(paragraph, "pPr/pStyle") in self.styles


def _is_heading(key: str, styles: dict[str, _Element]) -> bool:
    seen: set[str] = set()
    while key in styles and key not in seen:
        style, level = styles[key], value_at(styles[key], "pPr/outlineLvl")
        if level or _NAMED.fullmatch(value_at(style, "name")):
            return level < _BODY
        seen.add(key)
        key = value_at(style, "basedOn")
    return False
