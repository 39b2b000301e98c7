"""Excel workbooks, read back as Excel reads them."""

from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.sizes import tried
from towpath.documents.writers.excel import LONGEST_TEXT, excel_workbook
from towpath.documents.writers.guard import guarded
from towpath.documents.writers.sheet import Column, CutShortError, Sheet
from towpath.documents.writers.tests.alphabets import PASTED, WORDS
from towpath.documents.writers.tests.sheets import sheet


def page(*rows, **more):
    content = excel_workbook("A plan", [sheet(list(rows), **more) if rows else sheet(**more)])
    return load_workbook(BytesIO(content)).active


def test_headings_stay_in_sight_and_can_be_filtered_by():
    written = page()
    assert written.freeze_panes == "A2"
    assert written.auto_filter.ref == "A1:D3"
    assert written.print_title_rows == "$1:$1"


def test_a_date_is_a_date_a_number_a_number_and_nothing_is_blank():
    cells = [cell.value for cell in page()[2]]
    assert cells == ["Open a drop-in", datetime(2026, 6, 30), 3, None]  # noqa: DTZ001 -- Excel knows no zones


def test_a_typed_formula_is_text_and_zero_is_zero():
    typed, _, people, _ = page()[3]
    assert (typed.value, typed.data_type, people.value) == ("'=1+1", "s", 0)


def test_the_count_stands_under_the_last_row():
    assert page()["A5"].value == "Rows: 2"


def test_a_workbook_short_of_a_row_is_not_handed_out():
    with pytest.raises(CutShortError):
        page(count=5)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    written = page(["a" * (LONGEST_TEXT + 10), None, 1, None])["A2"].value
    assert len(written) == LONGEST_TEXT
    assert written.endswith("(cut here: Excel holds no more in one cell; the CSV file has all of it)")


def test_a_sheet_may_be_called_anything():
    content = excel_workbook("A plan", [sheet()])
    assert load_workbook(BytesIO(content)).properties.title == "A plan"


@pytest.mark.parametrize("words", [*WORDS.values(), *PASTED])
def test_words_of_every_alphabet_stand_in_their_cell(words):
    assert page([words, None, 1, None])["A2"].value == guarded(words)


@pytest.mark.parametrize("title", ["🏠" * 40, "'" * 40, "x" * 30 + "🏠", "\n\x00"])
def test_a_sheet_has_a_name_that_excel_takes(title):
    content = excel_workbook(title, [Sheet(title, (Column("Action"),), iter([["🏠" * LONGEST_TEXT]]), 1)])
    written = load_workbook(BytesIO(content)).active
    assert 0 < len(written.title.encode("utf-16-le")) <= 62
    assert written["A2"].value.endswith("(cut here: Excel holds no more in one cell; the CSV file has all of it)")


@tried(25, 500)
@given(typed=st.text(min_size=1))
def test_no_character_stops_a_workbook(typed):
    rows = Sheet(typed, (Column(typed),), iter([[typed]]), 1)
    written = load_workbook(BytesIO(excel_workbook(typed, [rows]))).active
    assert (written["A2"].value or "") == guarded(typed)


def test_sheets_whose_names_begin_alike_are_told_apart_by_a_number():
    titles = ("Core elements of the model, kept at", "core elements of the model, kept by", "'", "[]")
    book = load_workbook(BytesIO(excel_workbook("A plan", [sheet(title=title) for title in titles])))
    assert book.sheetnames == ["Core elements of the model, kep", "core elements of the model, k 2", "Sheet", "Sheet 2"]
