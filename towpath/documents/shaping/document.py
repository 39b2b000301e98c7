"""The order of the steps: inlined notes lifted out, flattened tables raised, pages joined, headings read,
rows joined.
"""

from towpath.documents.grid import Contents
from towpath.documents.shaping.flattened import raised
from towpath.documents.shaping.inlined import lifted
from towpath.documents.shaping.joining import joined_rows
from towpath.documents.shaping.notes import gathered, tied
from towpath.documents.shaping.sections import TableSection, sections_of
from towpath.documents.shaping.vertical import under_headings
from towpath.documents.table import Document, Note, Row, Table


def shaped(contents: Contents) -> Document:
    """The neutral document: whole tables, and the prose outside them."""
    blocks, inlined = lifted(contents.blocks)
    blocks, notes = gathered(raised(blocks), (*contents.notes, *inlined))
    sections, prose = sections_of(blocks)
    return Document(
        kind=contents.kind,
        tables=tuple(_table(section, notes, contents.shows_breaks) for section in sections),
        paragraphs=tuple(prose),
        notes=notes,
        pages=contents.pages,
    )


def _table(section: TableSection, notes: tuple[Note, ...], shows_breaks: bool) -> Table:
    header, lines = under_headings(section.header, section.lines)
    rows = joined_rows(lines, header, shows_breaks=shows_breaks)
    return Table(
        header=tuple(tied(cell, notes) for cell in header),
        rows=tuple(Row(tuple(tied(cell, notes) for cell in row.cells), tied(row.heading, notes)) for row in rows),
        title=section.title,
        notes=notes,
    )
