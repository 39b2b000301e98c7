"""CSV files: complete or visibly not, opened by spreadsheets as what they are."""

import csv
from io import StringIO
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.documents.writers.csv import csv_lines
from towpath.documents.writers.guard import guarded
from towpath.documents.writers.sheet import CutShortError
from towpath.documents.writers.tests.alphabets import PASTED, WORDS
from towpath.documents.writers.tests.sheets import ROWS, sheet


def test_a_spreadsheet_knows_the_alphabet_by_the_byte_order_mark():
    assert "".join(csv_lines(sheet())).encode().startswith(b"\xef\xbb\xbf")


def test_rows_come_back_as_they_were_and_the_last_line_counts_them():
    read = list(csv.reader("".join(csv_lines(sheet())).removeprefix("\ufeff").splitlines(keepends=True)))
    assert read[0] == ["Action", "Due", "People", "Notes"]
    assert read[1] == ["Open a drop-in", "2026-06-30", "3", ""]
    assert read[2] == ["'=1+1", "", "0", "Two\nlines, and a comma"]
    assert read[3:] == [["Rows: 2"]]


def test_lines_are_written_as_rows_come_not_after_the_last():
    def rows():
        yield ROWS[0]
        raise AssertionError("The second row was asked for before the first was written.")

    assert len(list(islice(csv_lines(sheet(rows(), count=2)), 2))) == 2


@pytest.mark.parametrize("promised", [1, 3])
def test_a_file_with_another_count_than_promised_never_gets_its_last_line(promised):
    written = []
    with pytest.raises(CutShortError, match=f"has 2 rows instead of {promised}"):
        written.extend(csv_lines(sheet(count=promised)))
    assert "Rows" not in "".join(written)


@tried(25, 500)
@given(typed=st.text())
def test_no_character_stops_a_file_and_what_is_read_back_is_what_was_typed(typed):
    content = "".join(csv_lines(sheet([[typed, None, 0, "\n".join([*WORDS.values(), *PASTED])]]))).encode()
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[1] == [guarded(typed), "", "0", guarded("\n".join([*WORDS.values(), *PASTED]))]
