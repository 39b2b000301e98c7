"""Text in its many shapes: tabs, pipes, separated values and web pages."""

import pytest

from towpath.documents.reading import read_document
from towpath.documents.table import Table

ROWS = [["No.", "Action", "Lead"], ["1", "Train staff", "Café owners"], ["2", "Visit schools", "Police"]]


def table_of(text: str, name: str, encoding: str = "utf-8") -> Table:
    (table,) = read_document(text.encode(encoding), name).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [list(table.headings), *([cell.text for cell in row.cells] for row in table.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separated_values_are_read_in_every_encoding_and_with_every_separator(encoding, separator):
    text = "\r\n".join(separator.join(row) for row in ROWS)
    assert texts(table_of(text, "plan.csv", encoding)) == ROWS


def test_quoted_values_keep_their_commas_and_lines():
    table = table_of('No.,Action,Lead\n1,"Train, then test",Council\n2,"One\nTwo",Police\n', "plan.csv")
    assert table.rows[0].cells[1].text == "Train, then test"
    assert table.rows[1].cells[1].items == ("One", "Two")


def test_commas_in_a_text_file_are_a_table_only_beyond_doubt():
    assert texts(table_of("\n".join(map(",".join, ROWS)), "plan.txt")) == ROWS
    assert not read_document(b"We met, spoke, and left.\nThen, later, we wrote.", "plan.txt").tables


@pytest.mark.parametrize("name", ["plan.txt", "plan.tsv", "plan"])
def test_tabbed_lines_are_a_table_and_the_line_above_its_title(name):
    text = "Our plan\n\n" + "\n".join(map("\t".join, ROWS))
    table = table_of(text, name)
    assert texts(table) == ROWS
    assert table.title == "Our plan"


def test_html_left_in_a_tabbed_cell_becomes_items():
    table = table_of("Action\tLead\nTrain &amp; test<br>Visit\t<ul style='x'> • Council • Police ", "plan.txt")
    assert table.rows[0].cells[0].items == ("Train & test", "Visit")
    assert table.rows[0].cells[1].items == ("Council", "Police")


def test_sign_that_is_no_markup_is_kept():
    table = table_of("Measure\tRule\nSmall numbers\tn<5 and <name> is hidden", "plan.txt")
    assert table.rows[0].cells[1].text == "n<5 and <name> is hidden"


@pytest.mark.parametrize("name", ["plan.md", "plan.txt"])
def test_pipe_table_is_read_with_its_breaks_and_bold(name):
    head = "# Our plan\n\n"
    text = (
        head + "| No. | Action |\n|:---|---:|\n| 1 | **Train**<br>Visit \\| call |\n| 2 | Write[^1] |\n\n[^1]: By May."
    )
    table = table_of(text, name)
    assert table.title == "Our plan"
    assert table.rows[0].cells[1].items == ("Train", "Visit | call")
    assert table.rows[1].cells[1].text == "Write"
    assert table.rows[1].cells[1].notes[0].text == "By May."


def test_table_drawn_with_plus_and_minus_is_read():
    text = "+-----+--------+\n| No. | Action |\n+=====+========+\n| 1   | Train  |\n+-----+--------+\n"
    assert texts(table_of(text, "plan.txt")) == [["No.", "Action"], ["1", "Train"]]


def test_page_with_spans_colours_and_lists():
    page = """<!doctype html><html><body><h2>Our plan</h2><table>
      <tr><th>Theme<th>Action<th>Lead</tr>
      <tr><td rowspan=2>Safety<td>Train<td style="background-color: #ff0000"><ul><li>Council<li>Police</ul></tr>
      <tr><td>Visit<sup>1</sup> the 1<sup>st</sup><td bgcolor=green>Police</tr>
    </table><p><sup>1</sup> By May.</p></body></html>"""
    table = table_of(page, "plan.html")
    assert table.title == "Our plan"
    assert [row.cells[0].is_merged for row in table.rows] == [False, True]
    assert [row.cells[2].fill.name for row in table.rows] == ["red", "green"]
    assert table.rows[0].cells[2].items == ("Council", "Police")
    assert table.rows[1].cells[1].text == "Visit the 1st"
    assert table.rows[1].cells[1].notes[0].text == "By May."


def test_table_that_only_frames_another_is_looked_through():
    page = "<html><table><tr><td>Menu<td><table><tr><th>Action<th>Lead<tr><td>Train<td>Council</table></table></html>"
    document = read_document(page.encode(), "plan.html")
    assert [table.headings for table in document.tables] == [("Action", "Lead")]
    assert "Menu" in document.paragraphs


def test_page_saved_under_a_spreadsheet_name_is_read_as_a_page():
    page = "<html><table><tr><th>Action<th>Lead<tr><td>Train<td>Council</table></html>"
    assert read_document(page.encode(), "plan.xls").kind == "html"


def test_dash_alone_in_a_cell_is_what_its_author_wrote():
    assert table_of("Action\tCost\nTrain\t-", "plan.txt").rows[0].cells[1].text == "-"
