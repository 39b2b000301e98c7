"""The real plans, in every format they came in, say the same."""

from functools import cache
from pathlib import Path

import pytest

from towpath.documents.reading import read_document
from towpath.documents.table import Cell, Document, Table

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "documents"
FORMATS = ("txt", "docx", "pdf", "xlsx")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared documents are not beside this checkout")


@cache
def read(stem: str, suffix: str) -> Document:
    path = FOLDER / f"{stem}.{suffix}"
    if not path.exists():
        pytest.skip(f"{path.name} is not among the shared documents")
    return read_document(path.read_bytes(), path.name)


def only_table(stem: str, suffix: str) -> Table:
    (table,) = read(stem, suffix).tables
    return table


def own_words(cell: Cell) -> list[str]:
    """Line ends are left out: where a full line ends a paragraph, a PDF cannot show it."""
    return [] if cell.is_merged else cell.text.split()


@pytest.mark.parametrize("suffix", FORMATS)
def test_southwark_has_twenty_actions_under_eight_headings(suffix):
    table = only_table("southwark-delivery-plan", suffix)
    assert table.headings == (
        "Recommendation", "Action", "Lead agency", "Output", "Timeline", "Outcome", "Indicators", "Cost implication",
    )  # fmt: skip
    assert len(table.rows) == 20


@pytest.mark.parametrize("suffix", FORMATS)
def test_southwark_themes_cover_three_recommendations_each(suffix):
    starts: dict[str, list[str]] = {}
    for row in only_table("southwark-delivery-plan", suffix).rows:
        recommendation = row.cells[0]
        if not recommendation.is_blank and not recommendation.is_merged:
            starts.setdefault(row.heading.text, []).append(recommendation.text[:2])
    assert starts == {
        "PREVENTION AND AWARENESS": ["1.", "2.", "3."],
        "EARLY IDENTIFICATION AND SUPPORT": ["4.", "5.", "6."],
        "ENFORCEMENT": ["7.", "8.", "9."],
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_southwark_misread_heading_is_shown_to_be_a_guess(suffix):
    rows = only_table("southwark-delivery-plan", suffix).rows
    assert {row.heading.as_written for row in rows if row.heading.is_guess} == {"ENT PORCEMENT"}
    assert len(rows[0].heading.places) == 2


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("stem", ["southwark-delivery-plan", "havering-dhr-tracker"])
def test_every_cell_holds_the_words_it_holds_in_the_text_file(stem, suffix):
    expected, found = only_table(stem, "txt"), only_table(stem, suffix)
    for row, (mine, theirs) in enumerate(zip(expected.rows, found.rows, strict=True)):
        for column, (one, other) in enumerate(zip(mine.cells, theirs.cells, strict=True)):
            assert own_words(one) == own_words(other), f"row {row}, column {column}"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("column", ["Lead agency", "Outcome", "Indicators"])
def test_southwark_bullets_are_the_same_items(suffix, column):
    expected, found = only_table("southwark-delivery-plan", "txt"), only_table("southwark-delivery-plan", suffix)
    at = expected.headings.index(column)
    assert [row.cells[at].items for row in found.rows] == [row.cells[at].items for row in expected.rows]


@pytest.mark.parametrize("suffix", FORMATS)
def test_havering_joins_three_fragments_into_eight_recommendations(suffix):
    table = only_table("havering-dhr-tracker", suffix)
    assert len(table.headings) == 6
    assert [row.cells[1].text for row in table.rows] == [str(number) for number in range(1, 9)]
    assert [len(row.cells[5].places) for row in table.rows] == [1, 1, 3, 2, 1, 1, 1, 1]


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_havering_keeps_its_colours(suffix):
    fills = [row.cells[5].fill for row in only_table("havering-dhr-tracker", suffix).rows]
    assert [fill and fill.name for fill in fills] == [
        "red", "green", "green", "amber", "green", "amber", "amber", "amber",
    ]  # fmt: skip
    assert {fill.hex for fill in fills if fill} == {"#FF0000", "#92D050", "#FFC000"}


def test_havering_as_text_has_no_colour():
    cells = [cell for row in only_table("havering-dhr-tracker", "txt").rows for cell in row.cells]
    assert all(cell.fill is None for cell in cells)


@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf"])
def test_southwark_marks_lead_to_their_notes(suffix):
    table = only_table("southwark-delivery-plan", suffix)
    assert sorted(note.mark for note in table.notes) == ["*", "**"]
    (marked,) = (cell for row in table.rows for cell in row.cells for note in cell.notes if note.mark == "**")
    assert marked.text == "SSP VAWG Delivery Group"
    assert "Public Health" in marked.notes[0].text


def test_southwark_sheet_shows_that_the_notes_are_missing():
    table = only_table("southwark-delivery-plan", "xlsx")
    assert {note.text for row in table.rows for cell in row.cells for note in cell.notes} == {""}


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_hampshire_membership_list_comes_out_as_a_table(suffix):
    document = read("hampshire-ieo-terms-of-reference", suffix)
    (table,) = document.tables
    assert table.headings == ("Agency", "Specified or Relevant Authority", "Name & Role / Partner", "Date Sent")
    assert len(table.rows) == 11
    assert table.rows[0].cells[0].text.split() == ["Violence", "Reduction", "Unit", "(VRU)"]
    assert len(table.rows[3].cells[2].items) == 4
    assert table.header[1].notes[0].mark == "1"
    assert len(document.notes) == 10


@pytest.mark.parametrize("suffix", ["txt", "docx"])
@pytest.mark.parametrize("stem", ["iris-seven-boroughs-update", "irisi-vru-sites-blog"])
def test_prose_is_kept_and_no_table_is_made_up(stem, suffix):
    document = read(stem, suffix)
    assert not document.tables
    assert len(document.paragraphs) > 30
