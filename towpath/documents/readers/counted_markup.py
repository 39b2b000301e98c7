"""HTML parsed into a tree, once its tags are counted by the parser that the tree is built with."""

from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from towpath.documents.limits import CellCount, check_depth, check_tags

_CELLS = frozenset({"td", "th"})


def parsed(markup: str) -> BeautifulSoup:
    """The tree; refused before it is built where it has more tags or cells, or nests deeper, than any honest page."""
    parser: Any = etree.HTMLParser(target=_Count(), recover=True)  # type: ignore[arg-type]
    parser.feed(markup)
    parser.close()
    return BeautifulSoup(markup, "lxml")


class _Count:
    """Told by the parser of each tag as it begins and ends, those among them whose end was left out."""

    def __init__(self) -> None:
        self.tags, self.depth, self.cells = 0, 0, CellCount()

    def start(self, tag: str, attributes: Any) -> None:
        self.tags += 1
        self.depth += 1
        check_tags(self.tags)
        check_depth(self.depth)
        if tag in _CELLS:
            self.cells.add(1)

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """The parser asks for it."""
