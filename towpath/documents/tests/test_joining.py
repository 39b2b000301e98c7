"""When a row continues the one above it, and when it is a row of its own."""

import pytest

from towpath.documents.shaping.joining import joined, joined_rows
from towpath.documents.shaping.sections import SectionRow
from towpath.documents.table import Cell, Fill, Place

HEADER = tuple(Cell(text=text) for text in ("Recommendation", "No.", "Action", "Progress"))


def cell(text: str, row: int = 1, fill: Fill | None = None) -> Cell:
    return Cell(text=text, items=tuple(text.splitlines()), places=(Place(1, row, 1),), fill=fill)


def line(*texts: str, follows_break: bool = False) -> SectionRow:
    return SectionRow(tuple(map(cell, texts)), follows_break=follows_break)


ABOVE = line("Train", "1", "Hold sessions.", "Begun.")
JOINED, APART = 1, 2


@pytest.mark.parametrize(
    ("texts", "follows_break", "shows_breaks", "rows", "reason"),
    [
        (("", "", "", "Half done."), True, True, JOINED, "after a break, no number, one cell"),
        (("", "", "Outcome: safer.", "Half done."), True, True, JOINED, "after a break, half of the cells"),
        (("", "", "", "Half done."), False, True, APART, "no break before it"),
        (("", "", "", "Half done."), False, False, JOINED, "a sheet shows no breaks"),
        (("", "", "Outcome: safer.", "Half done."), False, False, JOINED, "a sheet: a labelled part and progress"),
        (("", "", "Visit wards.", ""), False, False, APART, "a sheet: a second action under the same number"),
        (("", "", "Visit wards.", "Half done."), False, False, APART, "a sheet: a second action with its progress"),
        (("", "", "and visit wards.", ""), False, False, APART, "a sheet: small letters after a full stop"),
        (("", "2", "", "Half done."), True, True, APART, "a number of its own"),
        (("Visit", "", "Go round.", "Half done."), True, True, APART, "most cells filled"),
        (("Visit", "", "", ""), True, True, APART, "a recommendation of its own"),
    ],
)
def test_row_continues_the_one_above(texts, follows_break, shows_breaks, rows, reason):
    lines = [ABOVE, line(*texts, follows_break=follows_break)]
    assert len(joined_rows(lines, HEADER, shows_breaks=shows_breaks)) == rows, reason


@pytest.mark.parametrize(
    ("above", "below", "rows", "reason"),
    [
        (("A promise", "8", "make", "Marlbeck"), ("that we keep", "", "it known", "Council"), JOINED, "half go on"),
        (
            ("A promise that", "8", "3:", "Police"),
            ("partners keep", "", "Make it", "Health"),
            JOINED,
            "no number below",
        ),
        (("A promise", "8", "Make it", "Police"), ("Partners meet", "", "Hold talks", "Health"), APART, "none goes on"),
        (("A promise.", "8", "make", "Police"), ("that we keep", "", "it known", "Health"), APART, "one had ended"),
        (("A promise", "8", "Make", "Police"), ("Meet", "9", "it known", "Health"), APART, "most begin anew"),
    ],
)
def test_a_row_that_the_page_cut_within_its_cells_is_whole(above, below, rows, reason):
    lines = [line(*above), line(*below, follows_break=True)]
    assert len(joined_rows(lines, HEADER, shows_breaks=True)) == rows, reason
    assert len(joined_rows([line(*above), line(*below)], HEADER, shows_breaks=True)) == APART, "no break"


def test_row_that_fills_a_cell_blank_above_is_a_row_of_its_own():
    lines = [line("Train", "1", "Hold sessions.", ""), line("", "", "", "Half done.", follows_break=True)]
    assert len(joined_rows(lines, HEADER, shows_breaks=True)) == 2


def test_every_cell_may_go_on_in_the_middle_of_its_sentence():
    above = line("Train all the", "1", "Hold sessions for", "We have")
    below = line("staff.", "", "each practice.", "begun.", follows_break=True)
    (row,) = joined_rows([above, below], HEADER, shows_breaks=True)
    assert [cell.text for cell in row.cells] == [
        "Train all the staff.",
        "1",
        "Hold sessions for each practice.",
        "We have begun.",
    ]


def test_column_of_sums_does_not_number_the_rows():
    header = tuple(Cell(text=text) for text in ("Action", "Cost", "Progress", "Notes"))
    lines = [line("Train", "500", "Begun.", "None."), line("", "", "Half done.", "")]
    assert len(joined_rows(lines, header, shows_breaks=False)) == 2


@pytest.mark.parametrize(
    ("first", "second", "items"),
    [
        ("We met the", "practices.", ("We met the practices.",)),
        ("We met.", "They agreed.", ("We met.", "They agreed.")),
        ("a multi-", "agency plan", ("a multi-agency plan",)),
        ("Council\nPolice", "Probation", ("Council", "Police", "Probation")),
        ("We met", "", ("We met",)),
    ],
)
def test_parts_of_a_cell_are_joined_as_they_were_written(first, second, items):
    assert joined(cell(first), cell(second)).items == items


def test_joined_cell_knows_both_places_and_keeps_the_first_colour():
    red, green = Fill("#FF0000", "red"), Fill("#00B050", "green")
    whole = joined(cell("Begun.", 1, red), cell("Done.", 2, green))
    assert [place.row for place in whole.places] == [1, 2]
    assert whole.fill == red
    assert joined(cell("Begun.", 1), cell("Done.", 2, green)).fill == green


def test_lines_without_end_are_no_pieces_of_one_row_and_none_is_lost():
    more = [line("", "", "", f"Part {at}.", follows_break=True) for at in range(449)]
    rows = joined_rows([ABOVE, *more], HEADER, shows_breaks=True)
    assert [len(row.cells[3].items) for row in rows] == [200, 200, 50]
