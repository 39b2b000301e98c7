"""What a test reads of a paper: its headline, a table by how its caption begins, a row by what it is called."""

from collections.abc import Iterator

from towpath.documents.blocks import (
    Bullets,
    Heading,
    NoteBlock,
    PaperContents,
    PictureBlock,
    Prose,
    TableBlock,
    tables_in,
    words_of,
)


def headline(contents: PaperContents) -> tuple[str, ...]:
    """The paper in short."""
    return next(one.sentences for one in contents.blocks if isinstance(one, Bullets) and one.stands_out)


def notes(contents: PaperContents) -> tuple[str, ...]:
    """How it was worked out: the last list."""
    return [one.sentences for one in contents.blocks if isinstance(one, Bullets)][-1]


def remarks(contents: PaperContents) -> list[str]:
    return [one.words for one in contents.blocks if isinstance(one, NoteBlock)]


def prose(contents: PaperContents) -> list[str]:
    return [words for one in contents.blocks if isinstance(one, Prose) for words in one.paragraphs]


def table(contents: PaperContents, caption: str) -> TableBlock:
    """The table whose caption begins so."""
    return next(one for one in tables_in(contents.blocks) if one.caption.startswith(caption))


def rows_of(contents: PaperContents, caption: str) -> list[tuple[str, ...]]:
    """The rows of a table in words."""
    return [tuple(map(words_of, row.cells)) for row in table(contents, caption).rows]


def row(contents: PaperContents, caption: str, label: str) -> dict[str, str]:
    """The row of that name, its words by heading."""
    _, *headings = table(contents, caption).headings
    cells = next(cells for name, *cells in rows_of(contents, caption) if name.split("\n")[0] == label)
    return dict(zip(headings, cells, strict=True))


def firsts(contents: PaperContents, caption: str) -> list[str]:
    """The first line of each row."""
    return [cells[0].split("\n")[0] for cells in rows_of(contents, caption)]


def picture(contents: PaperContents) -> PictureBlock:
    return next(one for one in contents.blocks if isinstance(one, PictureBlock))


def under(contents: PaperContents, heading: str) -> Iterator[object]:
    """The blocks under a heading of level 1, up to the next."""
    is_under = False
    for one in contents.blocks:
        if getattr(one, "level", 2) == 1:
            is_under = isinstance(one, Heading) and one.words == heading
        elif is_under:
            yield one
