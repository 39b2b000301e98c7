"""What a test reads of a paper: its headline, a table by how its caption begins, a row by what it is called."""

from collections.abc import Iterator

from towpath.documents.blocks import Bullets, Contents, Heading, Note, Picture, Prose, Table, tables_in, words_of


def headline(contents: Contents) -> tuple[str, ...]:
    """The paper in short."""
    return next(one.sentences for one in contents.blocks if isinstance(one, Bullets) and one.stands_out)


def notes(contents: Contents) -> tuple[str, ...]:
    """How it was worked out: the last list."""
    return [one.sentences for one in contents.blocks if isinstance(one, Bullets)][-1]


def remarks(contents: Contents) -> list[str]:
    return [one.words for one in contents.blocks if isinstance(one, Note)]


def prose(contents: Contents) -> list[str]:
    return [words for one in contents.blocks if isinstance(one, Prose) for words in one.paragraphs]


def table(contents: Contents, caption: str) -> Table:
    """The table whose caption begins so."""
    return next(one for one in tables_in(contents.blocks) if one.caption.startswith(caption))


def rows_of(contents: Contents, caption: str) -> list[tuple[str, ...]]:
    """The rows of a table in words."""
    return [tuple(map(words_of, row.cells)) for row in table(contents, caption).rows]


def row(contents: Contents, caption: str, label: str) -> dict[str, str]:
    """The row of that name, its words by heading."""
    _, *headings = table(contents, caption).headings
    cells = next(cells for name, *cells in rows_of(contents, caption) if name.split("\n")[0] == label)
    return dict(zip(headings, cells, strict=True))


def firsts(contents: Contents, caption: str) -> list[str]:
    """The first line of each row."""
    return [cells[0].split("\n")[0] for cells in rows_of(contents, caption)]


def picture(contents: Contents) -> Picture:
    return next(one for one in contents.blocks if isinstance(one, Picture))


def under(contents: Contents, heading: str) -> Iterator[object]:
    """The blocks under a heading of level 1, up to the next."""
    is_under = False
    for one in contents.blocks:
        if getattr(one, "level", 2) == 1:
            is_under = isinstance(one, Heading) and one.words == heading
        elif is_under:
            yield one
