"""PDF documents: ruled tables, colours under cells, rows and lines broken by the page."""

from towpath.documents.reading import read_document
from towpath.documents.table import Document
from towpath.documents.tests import made

WIDE = "(1fr, 2fr, 2fr, 2fr)"
SMALL = "#set page(width: 400pt, height: 300pt)"
HEADER = ["No.", "Action", "Lead", "Progress"]


def read(rows, columns="", options="") -> Document:
    return read_document(made.pdf_table(rows, columns, options), "plan.pdf")


def test_lines_broken_by_the_edge_are_one_line_again():
    long = "Train every member of staff in each of the practices of the borough within the year"
    (table,) = read([HEADER, ["1", long, "Council", "Begun"]]).tables
    assert table.rows[0].cells[1].items == (long,)


def test_lines_broken_by_their_author_stay_apart():
    (table,) = read(
        [HEADER, ["1", "Train staff \\ Visit schools", "- Council\n- Police", "Begun"]], columns=WIDE
    ).tables
    assert table.rows[0].cells[1].items == ("Train staff", "Visit schools")
    assert table.rows[0].cells[2].items == ("Council", "Police")


def test_colour_under_a_cell_is_kept_and_named():
    coloured = 'table.cell(fill: rgb("#FFC000"))[Begun]'
    (table,) = read([HEADER, ["1", "Train staff", "Council", coloured]]).tables
    assert [cell.fill and cell.fill.name for cell in table.rows[0].cells] == [None, None, None, "amber"]


def test_spanning_cells_are_resolved():
    (table,) = read(
        [
            ["table.cell(colspan: 3)[Our plan]"],
            ["Theme", "Action", "Lead"],
            ["table.cell(rowspan: 2)[Safety]", "Train staff", "Council"],
            ["Visit schools", "Police"],
        ],
        columns="3",
    ).tables
    assert table.title == "Our plan"
    assert [(row.cells[0].text, row.cells[0].is_merged) for row in table.rows] == [("Safety", False), ("Safety", True)]


def test_table_goes_on_over_pages_with_its_header_repeated():
    rows = [[str(number), f"Action {number}", "Council", "Begun"] for number in range(1, 31)]
    heading = f"table.header({', '.join(f'[{name}]' for name in HEADER)})"
    document = read([[heading], *rows], columns="4", options=SMALL)
    (table,) = document.tables
    assert document.pages > 2
    assert [row.cells[0].text for row in table.rows] == [str(number) for number in range(1, 31)]
    assert table.rows[-1].cells[0].places[0].page == document.pages


def test_table_goes_on_over_pages_without_its_header():
    rows = [[str(number), f"Action {number}", "Council", "Begun"] for number in range(1, 31)]
    (table,) = read([HEADER, *rows], options=SMALL).tables
    assert [row.cells[0].text for row in table.rows] == [str(number) for number in range(1, 31)]


def test_row_broken_by_the_page_is_one_row_with_both_places():
    account = "We met the practices and agreed dates with each of them, " * 12
    (table,) = read(
        [HEADER, ["1", "Train staff", "Council", account], ["2", "Visit schools", "Police", "Done"]],
        options="#set page(width: 300pt, height: 250pt)",
    ).tables
    assert [row.cells[0].text for row in table.rows] == ["1", "2"]
    assert " ".join(table.rows[0].cells[3].text.split()) == account.strip()
    assert len({place.page for place in table.rows[0].cells[3].places}) > 1


def test_running_header_and_page_number_are_no_prose_and_break_no_table():
    rows = [[str(number), f"Action {number}", "Council", "Begun"] for number in range(1, 31)]
    options = '#set page(width: 400pt, height: 300pt, header: [Official], numbering: "1 of 1")'
    document = read([HEADER, *rows], options=options)
    assert len(document.tables) == 1
    assert document.paragraphs == ()


def test_raised_number_is_tied_to_the_note_below():
    mark = "#super(typographic: false)[1]"
    content = made.pdf(f"#table(columns: 2, [Action], [Lead], [Train staff{mark}], [Council])\n{mark} Until May.")
    (table,) = read_document(content, "plan.pdf").tables
    assert table.rows[0].cells[0].text == "Train staff"
    assert table.rows[0].cells[0].notes[0].text == "Until May."


def test_prose_is_kept_in_paragraphs():
    text = "The partnership met each month and heard from every agency. " * 4
    document = read_document(made.pdf(f"{text}\n\nA second paragraph."), "plan.pdf")
    assert document.paragraphs == (text.strip(), "A second paragraph.")
