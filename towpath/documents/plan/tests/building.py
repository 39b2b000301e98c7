"""Tables built in place, so that a test shows the rows it is about."""

from towpath.documents.table import Cell, Document, Fill, Place, Row, Table
from towpath.documents.wording import items_in


def cell(text="", *, colour="", merged=False, place=None):
    items = items_in(text)
    return Cell(
        "\n".join(items),
        items,
        fill=Fill("000000", colour) if colour else None,
        places=(place,) if place else (),
        is_merged=merged,
    )


def table(headings, *rows, title="", themes=()):
    """A table of plain texts or ready cells; `themes` are the headings beside the rows."""
    return Table(
        header=tuple(cell(heading) for heading in headings),
        rows=tuple(_row(number, row, themes) for number, row in enumerate(rows, start=1)),
        title=title,
    )


def document(*tables, paragraphs=()):
    return Document("test", tables, paragraphs)


def _row(number, values, themes):
    theme = themes[number - 1] if themes else ""
    heading = theme if isinstance(theme, Cell) else cell(theme)
    cells = (
        value if isinstance(value, Cell) else cell(value, place=Place(1, number, column))
        for column, value in enumerate(values, start=1)
    )
    return Row(tuple(cells), heading)
