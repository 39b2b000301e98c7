"""Papers of any blocks, for properties that hold of all of them."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from towpath.documents.blocks import (
    Block,
    Bullets,
    Cell,
    CellLine,
    CellLines,
    Facts,
    Heading,
    LabelledFact,
    NoteBlock,
    PaperContents,
    PictureBlock,
    PicturePart,
    Prose,
    Rated,
    SiteFigure,
    TableBlock,
    TableRow,
    Title,
    words_of,
)
from towpath.foundation.figures import Absence, Audience, Figure, released

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
# Words that every reader of a PDF gives back as they were set.
PLAIN_TEXT = st.lists(st.text("abcdefgh0123456789", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#222b30"/></svg>'
)


def figures() -> st.SearchStrategy[Any]:
    counted = st.integers(0, 10**7).map(Figure) | st.sampled_from(Absence).map(lambda why: Figure(absence=why))
    return counted.map(lambda figure: released([figure], Audience.READING)[0])


def cells(text: st.SearchStrategy[str]) -> st.SearchStrategy[Cell]:
    lines = st.builds(CellLine, text, st.sampled_from(["plain", "strong", "quiet"]))
    several = st.lists(lines, min_size=1, max_size=3).map(lambda each: CellLines(tuple(each)))
    ratings = st.builds(Rated, text, st.sampled_from(["red", "amber", "green", "blue", "grey", "", "puce"]))
    return text | figures() | ratings | several


@st.composite
def tables(draw: st.DrawFn, text: st.SearchStrategy[str]) -> TableBlock:
    width = draw(st.integers(1, 5))
    row = st.builds(TableRow, many(cells(text), width, width), st.sampled_from(["part", "subtotal", "total"]))
    headings = draw(many(text, width, width))
    shares = draw(many(st.floats(1, 5, allow_nan=False), width, width))
    return TableBlock(
        draw(text), headings, shares, draw(many(row, 0, 4)), draw(text), draw(text), draw(st.sampled_from([1, 2]))
    )


def many(member: st.SearchStrategy[Any], fewest: int, most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(member, min_size=fewest, max_size=most).map(tuple)


def blocks(text: st.SearchStrategy[str]) -> st.SearchStrategy[Block]:
    part = st.builds(PicturePart, st.just(SVG), text.map("It shows {}".format))
    picture = st.builds(
        PictureBlock, text, st.just(SVG), st.sampled_from(["", SVG]), many(part, 1, 2), many(tables(text), 1, 2)
    )
    return (
        st.builds(Heading, text, st.sampled_from([1, 2]))
        | st.builds(Prose, many(text, 1, 3))
        | st.builds(Bullets, many(text, 1, 3), st.booleans())
        | st.builds(Facts, many(st.builds(LabelledFact, text, many(cells(text), 1, 3)), 1, 3))
        | tables(text)
        | picture
        | st.builds(NoteBlock, text, st.booleans(), st.booleans())
    )


def papers(text: st.SearchStrategy[str]) -> st.SearchStrategy[PaperContents]:
    """A title and blocks of any kind after it, as papers have them."""
    title = st.builds(Title, text, text, text)
    site_figures = many(st.builds(SiteFigure, text, text, text, figures()), 0, 2)
    whole = st.tuples(title, many(blocks(text), 0, 6)).map(lambda parts: (parts[0], *parts[1]))
    return st.builds(PaperContents, whole, site_figures)


def said_by(contents: PaperContents) -> list[str]:
    """Every word and figure that a reader finds in a paper, in order."""
    return [word for block in contents.blocks for text in _texts(block) for word in text.split()]


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield from (block.above, block.words, block.below)
        case Heading() | NoteBlock():
            yield block.words
        case Prose():
            yield from block.paragraphs
        case Bullets():
            yield from block.sentences
        case Facts():
            for fact in block.facts:
                yield from (fact.label, *map(words_of, fact.value))
        case TableBlock():
            yield from _texts_of_table(block)
        case PictureBlock():
            for table in block.tables:
                yield from _texts_of_table(table)


def _texts_of_table(table: TableBlock) -> Iterator[str]:
    yield from (table.caption, table.note)
    if table.rows:
        yield from table.headings
    else:
        yield table.empty
    for row in table.rows:
        yield from map(words_of, row.cells)


def first_missing(words: list[str], text: str) -> str | None:
    """The first word that does not stand in the text after those before it; None where all do, in their order."""
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return word
        at = found + len(word)
    return None
