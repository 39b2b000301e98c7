"""Word tables as councils make them: landscape, small print, a shaded header again on every page."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from towpath.demonstration.typesetting.contents import Words, lines_of
from towpath.demonstration.typesetting.packing import packed_again

HEADER_FILL = "1F3864"
BULLET = Cm(0.35)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
MADE_ON = datetime(2024, 9, 2, tzinfo=UTC)
BOLD = re.compile(r"\*\*(.+?)\*\*(?=\s|$)")


def landscape(title: str) -> WordDocument:
    """An A4 page on its side, in small print, under its title."""
    document = Document()
    _describe(document, title)
    _lay_on_its_side(document.sections[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9)
    normal.paragraph_format.space_after = Pt(3)
    _heading(document, title)
    return document


def table(document: WordDocument, headings: Sequence[str], widths: Sequence[float]) -> Table:
    """A ruled table with its header row; widths in centimetres."""
    made: Table = document.add_table(rows=0, cols=len(headings), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    add_row(made, headings)
    for cell in made.rows[0].cells:
        _as_header(cell)
    return made


def add_row(made: Table, texts: Sequence[Words]) -> None:
    """A row that is not cut in two by the end of a page."""
    row = made.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, words in zip(row.cells, texts, strict=True):
        say(cell, words)


def add_banner(made: Table, text: str) -> None:
    """One cell across the table, above its header."""
    add_row(made, [text, *[""] * (len(made.columns) - 1)])
    row = made.rows[-1]
    made.rows[0]._tr.addprevious(row._tr)
    banner = row.cells[0].merge(row.cells[-1])
    say(banner, f"**{text}**")
    shade(banner, "D9D9D9")


def say(cell: _Cell, words: Words, *, bulleted: bool = True) -> None:
    """Write a paragraph, or several as bullets, into an empty cell; **words between stars** are bold."""
    is_list = bulleted and not isinstance(words, str)
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    cell.paragraphs[0].text = ""
    for number, text in enumerate(lines_of(words)):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        if is_list:
            _as_bullet(paragraph)
        _write(paragraph, text)


def merge_down(made: Table, column: int, rows: Iterable[range], texts: Iterable[Words]) -> None:
    """Let each text span its rows; rows count from below the header."""
    for span, words in zip(rows, texts, strict=True):
        whole = made.cell(span.start + 1, column).merge(made.cell(span.stop, column))
        say(whole, words)


def shade(cell: _Cell, fill: str) -> None:
    """Fill a cell with a colour, given as six hex digits."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def page_break(document: WordDocument) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]


def saved(document: WordDocument) -> bytes:
    """The file, the same bytes whenever it is made."""
    buffer = BytesIO()
    document.save(buffer)
    return packed_again(buffer.getvalue())


def _describe(document: WordDocument, title: str) -> None:
    about = document.core_properties
    about.title, about.author = title, "Safer Lockwater Partnership (demonstration)"
    about.created = about.modified = MADE_ON


def _lay_on_its_side(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin = section.bottom_margin = Cm(1.2)


def _heading(document: WordDocument, title: str) -> None:
    heading = document.add_heading(title, level=1)
    heading.paragraph_format.space_before = Pt(0)
    heading.paragraph_format.space_after = Pt(6)
    heading.runs[0].font.size, heading.runs[0].font.name = Pt(14), "Arial"


def _as_header(cell: _Cell) -> None:
    shade(cell, HEADER_FILL)
    for run in cell.paragraphs[0].runs:
        run.bold, run.font.color.rgb = True, WHITE


def _as_bullet(paragraph: Paragraph) -> None:
    paragraph.style = "List Bullet"
    paragraph.paragraph_format.left_indent = BULLET
    paragraph.paragraph_format.first_line_indent = -BULLET


def _write(paragraph: Paragraph, text: str) -> None:
    for place, part in enumerate(BOLD.split(text)):
        if part:
            paragraph.add_run(part).bold = place % 2 == 1
