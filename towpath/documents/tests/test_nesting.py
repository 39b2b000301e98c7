"""Mark-up that nests too deep is refused at a glance; honest pages are not."""

import pytest

from towpath.documents.limits import MOST_DEEP
from towpath.documents.readers.counted_markup import parsed
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile


@pytest.mark.parametrize("tag", ["b", "table", "div", "font", "B"])
def test_a_page_nested_without_end_is_refused_in_a_sentence(tag: str) -> None:
    page = f"<html><table><tr><td>{f'<{tag}>' * 50_000}x</td></tr></table></html>"
    with pytest.raises(UnreadableFile, match="nests more than 200 tags"):
        read_document(page.encode(), "plan.html")


def test_a_cell_of_a_text_table_nested_without_end_is_refused_too() -> None:
    table = "Recommendation\tAction\tLead\nTrain staff\t" + "<b>" * 50_000 + "Hold sessions\tHousing\n"
    with pytest.raises(UnreadableFile, match="nests more than 200 tags"):
        read_document(table.encode(), "plan.txt")


@pytest.mark.parametrize(
    "honest",
    [
        "<p>" * 5_000,  # ends left out, as people and old programs do
        "<tr><td>a" * 5_000,
        "<li>one" * 5_000,
        "<b>a</b>" * 5_000,
        "<br>" * 5_000 + "<img src=x>" * 500,
        "<div>" * (MOST_DEEP - 5) + "</div>" * (MOST_DEEP - 5),
        "a < b and c > d " * 1_000,
    ],
)
def test_an_honest_page_however_long_passes(honest: str) -> None:
    assert parsed(honest)


@pytest.mark.parametrize("tag", ["p", "li", "td"])
def test_a_cell_whose_ends_are_left_out_is_read(tag: str) -> None:
    table = f"Recommendation\tAction\tLead\nTrain staff\t{f'<{tag}>ward ' * 3_000}\tHousing\n"
    (found,) = read_document(table.encode(), "plan.txt").tables
    assert found.rows[0].cells[1].text.count("ward") == 3_000
