"""HTML as the lines a person would see."""

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from towpath.documents.wording import superscript

_LINE_TAGS = frozenset(
    """
    address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section
    table tr ul
    """.split()  # noqa: SIM905 -- words read better as words
)
_ITEM_TAGS = frozenset({"li"})
_UNSEEN_TAGS = frozenset({"script", "style", "head", "template", "noscript"})
BULLET = "• "


def seen_text(tag: Tag) -> str:
    """What a browser would show of an element: a line for each block, a bullet for each item."""
    return "".join(_pieces(tag))


def _pieces(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield from _words(child)
        elif isinstance(child, Tag) and child.name not in _UNSEEN_TAGS:
            yield from _element(child)


def _words(text: NavigableString) -> Iterator[str]:
    if not isinstance(text, PreformattedString):  # comments and declarations
        yield re.sub(r"\s+", " ", text)


def _element(tag: Tag) -> Iterator[str]:
    if tag.name == "sup":
        yield _raised(tag.get_text(strip=True))
        return
    yield "\n" if tag.name in _LINE_TAGS else ""
    yield BULLET if tag.name in _ITEM_TAGS else ""
    yield from _pieces(tag)
    yield "\n" if tag.name in _LINE_TAGS else ""


def _raised(text: str) -> str:
    """A raised number is a footnote's mark and stays raised; other raised letters, as in 1st, are words."""
    return superscript(text) if text.isdecimal() else text
