"""Documents made for the tests, in our own words: nothing binary is kept in the project."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HEADINGS = ("Recommendation", "No.", "Action", "Lead", "By when", "Progress")


def word(*tables: Sequence[Sequence[str]], prose: str = "") -> Any:
    """A Word document with these tables, an empty line between one and the next."""
    document = docx.Document()
    if prose:
        document.add_paragraph(prose)
    for rows in tables:
        add_table(document, rows)
        document.add_paragraph("")
    return document


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def shade(cell: Any, fill: str, **attributes: str) -> None:
    """Colour a Word cell; `attributes` go on the shading as they are."""
    shading = OxmlElement("w:shd")
    for name, value in {"val": "clear", "fill": fill, **attributes}.items():
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def saved(made: Any) -> bytes:
    """The bytes of a Word document or a workbook."""
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[Any]]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return book


def pdf(markup: str) -> bytes:
    """A PDF set by Typst."""
    return typst.compile(markup.encode(), format="pdf")


def pdf_table(rows: Sequence[Sequence[str]], columns: str = "", options: str = "") -> bytes:
    """A PDF of one ruled table; a cell that begins with `table.cell` is Typst's own code."""
    cells = (text if text.startswith("table.") else f"[{text}]" for row in rows for text in row)
    return pdf(f"{options}\n#table(columns: {columns or len(rows[0])}, {', '.join(cells)})")


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An Office file with one part put in, or put in the place of the one of that name."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def with_word_part(content: bytes, kind: str, markup: str) -> bytes:
    """A Word file with a part that python-docx does not write, such as "footnotes", declared as Word does."""
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = f'<Relationship Id="rIdMade" Type="{schema}/{kind}" Target="{kind}.xml"/></Relationships>'
    mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    declared = f'<Override PartName="/word/{kind}.xml" ContentType="{mime}"/></Types>'
    for name, end, addition in ((relations, b"</Relationships>", related), (types, b"</Types>", declared)):
        content = with_part(content, name, part_of(content, name).replace(end, addition.encode()))
    return with_part(content, f"word/{kind}.xml", markup.encode())
