"""Word files: what a screen reader and a printer need is in them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.documents.writers.guard import cleaned
from towpath.documents.writers.tests.alphabets import READ_OUT_BADLY, WORDS
from towpath.documents.writers.tests.papers import bare, words_of_word
from towpath.documents.writers.word import WordFile
from towpath.documents.writers.word_tables import (
    MOST_LINES_WHOLE,
    Piece,
    WordCell,
    WordRow,
    WordTable,
    fitting_widths,
    text_cell,
)

MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=UTC)
# One pixel, which is all a picture needs to be one.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def row(*texts):
    return WordRow(tuple(map(text_cell, texts)))


def written(*rows, is_landscape=False):
    table = WordTable("What was promised", ("Action", "Rating"), (3, 1), rows)
    file = WordFile("A plan", made_at=MADE_AT, is_landscape=is_landscape).title("A plan").heading("Actions")
    return Document(BytesIO(file.table(table).saved()))


def test_the_file_says_its_title_and_that_it_is_in_british_english():
    file = written(row("Open a drop-in", "Green"))
    assert (file.core_properties.title, file.core_properties.language) == ("A plan", "en-GB")
    languages = {found.get(qn("w:val")) for found in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_headings_are_headings():
    assert [(p.style.name, p.text) for p in written().paragraphs[:2]] == [("Title", "A plan"), ("Heading 1", "Actions")]


@pytest.mark.parametrize(("is_landscape", "width"), [(True, Cm(29.7)), (False, Cm(21))])
def test_the_page_is_a4(is_landscape, width):
    assert abs(written(is_landscape=is_landscape).sections[0].page_width - width) < Cm(0.01)


def test_the_heading_row_is_repeated_on_every_page_and_the_table_is_described():
    table = written(row("Open a drop-in", "Green")).tables[0]._tbl
    assert table.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "What was promised"
    assert "Action, Rating" in table.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


@pytest.mark.parametrize(("lines", "is_whole"), [(MOST_LINES_WHOLE, True), (MOST_LINES_WHOLE + 1, False)])
def test_a_row_moves_to_the_next_page_whole_unless_it_is_tall(lines, is_whole):
    properties = written(row("\n".join(["a line"] * lines), "Green")).tables[0]._tbl.tr_lst[1].find(qn("w:trPr"))
    assert (properties is not None) is is_whole


def test_a_rating_is_coloured_and_worded():
    cell = written(WordRow((text_cell("Open a drop-in"), text_cell("Red", fill="F4B6B0")))).tables[0].cell(1, 1)
    assert cell.text == "Red"
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "F4B6B0"


def test_one_cell_reaches_down_beside_several_rows():
    begins = WordRow((WordCell((Piece("Shared"),), begins=True), text_cell("Red")))
    goes_on = WordRow((WordCell(goes_on=True), text_cell("Green")))
    table = written(begins, goes_on).tables[0]
    assert table.cell(1, 0).text == table.cell(2, 0).text == "Shared"


def test_a_picture_is_described_to_those_who_cannot_see_it():
    file = WordFile("A plan", made_at=MADE_AT).picture(PIXEL, alt="Three red, two green.", width=Cm(2))
    saved = Document(BytesIO(file.saved()))
    assert saved.inline_shapes[0]._inline.docPr.get("descr") == "Three red, two green."


def test_signs_no_word_file_may_hold_are_left_out():
    assert written(row("Bell\x07 and\ufffe more", "")).tables[0].cell(1, 0).text == "Bell and more"


def test_a_column_of_prose_is_wider_than_a_column_of_numbers():
    numbers, prose = fitting_widths(("No.", "Action"), [row("1", "Train every team in the borough " * 8)])
    assert prose > 2 * numbers


def everywhere(words):
    """A file with the same words in every place that words may stand in."""
    file = WordFile(words, made_at=MADE_AT).title(words).heading(words).paragraph(words, is_bold=True).bullet(words)
    table = WordTable(words, (words,), (1,), [WordRow((WordCell((Piece(words), Piece(words, is_bullet=True))),))])
    return file.table(table).picture(PIXEL, alt=words, width=Cm(1)).saved()


@pytest.mark.parametrize("alphabet", [*WORDS, *READ_OUT_BADLY])
def test_words_of_every_alphabet_stand_in_the_file_as_typed(alphabet):
    words = (WORDS | READ_OUT_BADLY)[alphabet]
    assert words_of_word(everywhere(words)).count(bare(words)) == 7


@pytest.mark.parametrize(("words", "from_right"), [(WORDS["Urdu"], True), ("Anna שלום", False)])
def test_a_paragraph_that_starts_from_the_right_is_marked_so(words, from_right):
    body = Document(BytesIO(everywhere(words))).element.body
    assert bool(list(body.iter(qn("w:bidi")))) is from_right
    assert bool(list(body.iter(qn("w:rtl")))) is from_right


@tried(25, 500)
@given(typed=st.text())
def test_no_character_stops_a_word_file(typed):
    assert bare(cleaned(typed)) in words_of_word(everywhere(typed))
