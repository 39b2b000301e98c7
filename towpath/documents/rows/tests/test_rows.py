"""Files of rows: columns by any of their names, every row read or named, every error at once."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.documents.rows import CellError, SheetRows, read_sheet
from towpath.documents.rows.cells import day, whole_number, yes_or_no
from towpath.documents.rows.tests.making import (
    BOAT,
    COLUMNS,
    HEADINGS,
    HERON,
    HERON_READ,
    excel_of,
    read,
    text_of,
    told,
)
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

PLAIN = text_of(HEADINGS, HERON)


def values(found):
    return [row.values for row in found.rows]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        b"\xff\xfe" + PLAIN.decode().encode("utf-16-le"),
        PLAIN.replace(b"\n", b"\r\n"),
        text_of(HEADINGS, HERON, sign=";"),
        text_of(HEADINGS, HERON, sign="\t"),
        text_of(["VESSEL *", "Number of berths", "built on", "Is it afloat?"], HERON),
        text_of([HEADINGS[at] for at in (3, 2, 1, 0)], [HERON[at] for at in (3, 2, 1, 0)]),
        text_of(["List of boats", "", "", ""], ["", "", "", ""], HEADINGS, HERON, ["", "", "", ""]),
        text_of([*HEADINGS, "Colour of the hull"], [*HERON, "green"]),
        text_of(HEADINGS, [f'"{cell}"' for cell in HERON]),
    ],
    ids=[
        "plain", "with its mark", "UTF-16", "line ends of Windows", "semicolons", "tabs", "other names",
        "another order", "a title and blank rows",
        "a column of ours is not", "quoted",
    ],
)  # fmt: skip
def test_a_text_is_read_however_it_was_made(content):
    assert values(read(content)) == [HERON_READ]


@pytest.mark.parametrize("cells", [HERON, ["Heron", 4, date(2024, 4, 1), True], ["Heron", "4.0", 45383, "Y"]])
def test_a_workbook_is_read_with_real_numbers_and_days_or_with_texts(cells):
    assert values(read(excel_of(HEADINGS, cells), "boats.xlsx")) == [HERON_READ]


def test_headings_merged_over_two_rows_are_one_row_of_headings():
    book = made.workbook([["Boat", "Berths", "Built", ""], ["", "", "on", "by"], ["Heron", 4, "1/4/2024", "Ada"]])
    for cells in ("A1:A2", "B1:B2", "C1:D1"):
        book.active.merge_cells(cells)
    found = read(made.saved(book), "boats.xlsx")
    assert [(row.number, row.values["boat"], row.values["day built"]) for row in found.rows] == [
        (3, "Heron", date(2024, 4, 1))
    ]


def test_headings_that_are_repeated_further_down_are_named_as_left_out():
    found = read(text_of(HEADINGS, HERON, HEADINGS, ["Otter", 2, "", ""]))
    assert [row.number for row in found.rows] == [2, 4]
    assert [str(one) for one in found.left_out] == ["Row 3: It repeats the headings."]


def test_rows_on_another_sheet_are_found_and_the_others_named():
    book = made.workbook([["How to fill this in"]])
    for row in (HEADINGS, HERON):
        (book["Boats"] if "Boats" in book.sheetnames else book.create_sheet("Boats")).append(row)
    found = read(made.saved(book), "boats.xlsx")
    assert values(found) == [HERON_READ]
    assert [str(one) for one in found.left_out] == [f"Sheet “{book.sheetnames[0]}”: Another sheet holds the rows."]


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (["Skipper", "Colour"], "No column is headed “Boat”: name it so."),
        (["Boat", "Colour"], "No column is headed “berths”: name them so"),
        (["Afloat", "Colour"], "No column is headed “boat” and none “berths”"),
        (["Boat", "Vessel", "Berths"], "Two columns could be the boat, “Boat” and “Vessel”: keep one"),
    ],
)
def test_columns_that_lack_or_stand_twice_are_told_all_together(headings, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read(text_of(headings, ["x"] * len(headings)))


def test_more_rows_than_are_taken_at_once_are_refused():
    with pytest.raises(UnreadableFile, match="more than 5,000 rows"):
        read(text_of(HEADINGS, *[HERON] * 5_001))


@pytest.mark.parametrize(
    ("cells", "sentences"),
    [
        (["", 4, "", ""], ["Row 2, boat: It is blank: name the boat."]),
        (["H" * 41, 4, "", ""], ["Row 2, boat: It says more than 40 characters."]),
        (["Heron", "four", "", ""], ["Row 2, berths: “four” cannot be taken: use a whole number from 0 to 1,200."]),
        (["Heron", "9" * 90, "", ""], [
            f"Row 2, berths: “{'9' * 40}” cannot be taken: use a whole number from 0 to 1,200.",
        ]),
        (["Heron", 4, "31/02/2024", "maybe"], [
            "Row 2, day built: “31/02/2024” cannot be taken: write a day such as 1 April 2024 or 01/04/2024.",
            "Row 2, afloat: “maybe” cannot be taken: write yes or no.",
        ]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_in_a_row_is_told_by_row_and_column(cells, sentences):
    found = read(text_of(HEADINGS, cells, ["Otter", 2, "", ""]))
    assert told(found) == sentences
    assert [row.number for row in found.rows] == [3]


def test_words_of_a_sensitive_column_are_not_quoted():
    found = read(text_of(["Boat", "Berths", "Log"], ["Heron", 4, "she said that he"]))
    assert told(found) == ["Row 2, log: What it says cannot be taken: use a whole number from 0 to 9."]


def test_three_thousand_errors_are_told_at_once():
    rows = [["Heron", "x", "y", "yes"] if at % 2 else ["", "1", "", "z"] for at in range(1_500)]
    assert len(read(text_of(HEADINGS, *rows)).errors) == 3_000


def test_a_room_says_what_is_wrong_with_a_row_whose_cells_are_right():
    first: dict[str, int] = {}

    def check(row):
        if (before := first.setdefault(row.values["boat"], row.number)) != row.number:
            yield "boat", f"Row {before} has the same."

    found = read(text_of(HEADINGS, HERON, ["Heron", "x", "", ""], ["Heron", 2, "", ""]), check=check)
    assert told(found)[1:] == ["Row 4, boat: Row 2 has the same."]


def test_a_sheet_whose_columns_are_known_by_their_places_wants_all_of_them():
    sheet = SheetRows(((1, ("Heron", "x")), (7, ("Otter",))))
    rows, errors = read_sheet(sheet, {0: BOAT}, width=2)
    assert [row.values for row in rows] == [{"boat": "Heron"}]
    assert [str(one) for one in errors] == ["Row 7: This row has 1 columns and the file has 2: send it as it came."]


NUMBERS = {"4": 4, "4.0": 4, "4.00": 4, "0": 0, "-3": -3, "+3": 3, "1,200": 1_200, "1 200": 1_200, "9999": 9_999}
NO_NUMBERS = ["", "four", "4.5", "1,2", "4a", "²", "1e3", "10000", "-10", "9" * 400]
DAYS = dict.fromkeys(
    ["1/4/2024", "01/04/2024", "1.4.2024", "01-04-2024", "2024-04-01", "1 Apr 2024", "1 April 2024", "01-Apr-24",
     "1/4/24", "45383", "45383.0"], date(2024, 4, 1),
)  # fmt: skip
NO_DAYS = ["", "soon", "31/02/2024", "2024", "4/2024", "20240401", "045383", "145383", "45383.5", "1/4/2024 10:00"]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_whole_number_is_read_however_it_is_written(text):
    assert whole_number(text, -9, 9_999) == NUMBERS[text]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_whole_number_between_the_ends_is_refused(text):
    with pytest.raises(CellError, match="from -9 to 9,999"):
        whole_number(text, -9, 9_999)


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_as_text_or_as_the_number_a_spreadsheet_keeps(text):
    assert day(text) == DAYS[text]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(CellError, match="write a day such as"):
        day(text)


def test_yes_and_no_may_have_words_of_their_own():
    assert [yes_or_no(said, frozenset({"present"})) for said in ("Yes", "✓", "PRESENT", "n", "0")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    with pytest.raises(CellError, match="write yes or no"):
        yes_or_no("present")


CELLS = st.text(alphabet=string.ascii_letters + string.digits + " /.", max_size=6)


@tried(60, 2_000)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=12),
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=3),
    st.integers(0, 12),
)
def test_every_row_of_a_file_is_read_or_named(rows, above, repeated):
    rows = [*rows[:repeated], HEADINGS, *rows[repeated:]]
    lines = [*above, HEADINGS, *rows]
    found = read(text_of(*lines))
    filled = {at for at, cells in enumerate(lines, start=1) if any(cell.strip() for cell in cells)}
    told_of = [row.number for row in found.rows] + [one.row for one in found.left_out]
    wrong = {one.row for one in found.errors}
    assert len(told_of) == len(set(told_of))
    assert not wrong & set(told_of)
    assert wrong | set(told_of) == filled - {len(above) + 1}
    assert all(len(row.values) == len(COLUMNS) - 1 for row in found.rows)
