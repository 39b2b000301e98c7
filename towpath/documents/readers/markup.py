"""HTML, whole or left inside the cells of a text file, as the lines a person would see."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from towpath.documents.limits import check_nesting
from towpath.documents.wording import superscript

_LINE_TAGS = frozenset(
    """
    address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section
    table tr ul
    """.split()  # noqa: SIM905 -- words read better as words
)
_ITEM_TAGS = frozenset({"li"})
_UNSEEN_TAGS = frozenset({"script", "style", "head", "template", "noscript"})
# Only tags that word processors and web editors leave in cells: "<5" and "<name>" are words, not mark-up.
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>|&(?:\w+|#\w+);",
    re.IGNORECASE,
)
BULLET = "• "


def plain(text: str) -> str:
    """Text of a cell with any HTML in it turned into lines; text without HTML is left as it is."""
    if not _MARKUP.search(text):
        return text
    check_nesting(text)
    return seen_text(BeautifulSoup(text, "lxml"))


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
