"""A paper in print: whatever its blocks, every word of them is in the PDF, the Word file and the terminal, in order."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
from docx import Document
from docx.table import Table as DocxTable
from hypothesis import given
from openpyxl import load_workbook

from tests.sizes import tried
from towpath.documents.blocks import CellLine, CellLines, PaperContents, Rated, TableBlock, TableRow, Title
from towpath.documents.tests.made_blocks import ANY_TEXT, PLAIN_TEXT, first_missing, papers, said_by
from towpath.documents.writers.excel import excel_workbook
from towpath.documents.writers.paper_pdf import pdf_of
from towpath.documents.writers.paper_text import WIDTH, sheets_of, text_of
from towpath.documents.writers.paper_word import word_of
from towpath.documents.writers.tests.papers import faults_in
from towpath.foundation.figures import Absence, Audience, Figure, released

MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=UTC)
TWO, NONE = released([Figure(2), Figure(absence=Absence.NOT_REPORTED)], Audience.READING)
SITES = TableBlock(
    "Sites", ("Site", "How it works", "Sessions"), (3, 2, 1),
    (
        TableRow(
            (CellLines((CellLine("Brent", "strong"), CellLine("Phase 1", "quiet"))), Rated("On course", "green"), TWO)
        ),
        TableRow(("Ealing", "Paused until the hall opens again", NONE)),
        TableRow(("Both", "", TWO), "total"),
    ),
)  # fmt: skip


def text_of_pdf(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return "\n".join(each.get_textpage().get_text_bounded() for each in pages)


def text_of_word(word: bytes) -> str:
    parts: list[str] = []
    for part in Document(BytesIO(word)).iter_inner_content():
        if isinstance(part, DocxTable):
            parts += [cell.text for row in part.rows for cell in row.cells]
        else:
            parts.append(part.text)
    return "\n".join(parts)


@tried(15, 500)
@given(paper=papers(PLAIN_TEXT))
def test_every_word_stands_in_every_file_in_the_same_order(paper: PaperContents) -> None:
    words = said_by(paper)
    assert first_missing(words, text_of_pdf(pdf_of(paper, MADE_AT))) is None
    assert first_missing(words, text_of_word(word_of(paper, MADE_AT))) is None


@tried(30, 1000)
@given(paper=papers(ANY_TEXT))
def test_any_paper_conforms_and_can_be_written(paper: PaperContents) -> None:
    assert faults_in(pdf_of(paper, MADE_AT)) == []
    assert word_of(paper, MADE_AT).startswith(b"PK")
    assert excel_workbook("A paper", sheets_of(paper)).startswith(b"PK") or not sheets_of(paper)


@tried(60, 1000)
@given(paper=papers(PLAIN_TEXT))
def test_the_terminal_says_every_word(paper: PaperContents) -> None:
    """Long cells are broken inside a column, so that only single words are looked for."""
    text = "".join(text_of(paper).split())
    assert all(word in text for word in said_by(paper))
    assert all(len(line) <= WIDTH for line in text_of(paper).splitlines())


def test_a_table_in_the_terminal_keeps_its_columns() -> None:
    assert text_of(PaperContents((Title("A programme"), SITES))).splitlines() == [
        "A programme",
        "",
        "Sites",
        "-----",
        "Site     How it works                           Sessions",
        "Brent    On course                                     2",
        "Phase 1",
        "Ealing   Paused until the hall opens again  Not reported",
        "Both                                                   2",
    ]


def test_figures_are_numbers_in_a_workbook_and_missing_ones_words() -> None:
    book = load_workbook(BytesIO(excel_workbook("A programme", sheets_of(PaperContents((SITES,))))))
    rows = list(book["Sites"].iter_rows(min_row=2, max_row=4, values_only=True))
    assert rows == [
        ("Brent\nPhase 1", "On course", 2),
        ("Ealing", "Paused until the hall opens again", "Not reported"),
        ("Both", "", 2),
    ]
