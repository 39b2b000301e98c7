"""Word documents: what a person sees in them is what is read."""

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from towpath.documents.reading import read_document
from towpath.documents.table import Table
from towpath.documents.tests import made

ROWS = [["Theme", "Action", "Lead"], ["Safety", "Train staff", "Council"], ["", "Visit schools", "Police"]]


def table_of(document) -> Table:
    (table,) = read_document(made.saved(document), "plan.docx").tables
    return table


def test_cell_merged_down_says_the_same_in_each_row_and_is_marked():
    document = made.word(ROWS)
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(2, 0))
    first, second = (row.cells[0] for row in table_of(document).rows)
    assert (first.text, first.is_merged) == ("Safety", False)
    assert (second.text, second.is_merged) == ("Safety", True)
    assert second.places[0].row == 3


def test_cell_merged_across_speaks_for_its_first_column_only():
    document = made.word(ROWS)
    document.tables[0].cell(1, 1).merge(document.tables[0].cell(1, 2)).text = "Train everybody"
    assert [cell.text for cell in table_of(document).rows[0].cells] == ["Safety", "Train everybody", ""]


def test_header_of_two_rows_becomes_one():
    document = made.word([
        ["Action", "Progress", ""], ["", "First half", "Second half"], ["Train staff", "Begun", "Done"],
    ])  # fmt: skip
    drawn = document.tables[0]
    drawn.cell(0, 1).merge(drawn.cell(0, 2))
    drawn.cell(0, 0).merge(drawn.cell(1, 0))
    table = table_of(document)
    assert table.headings == ("Action", "Progress First half", "Progress Second half")
    assert len(table.rows) == 1


def test_banner_above_the_header_is_the_title():
    document = made.word([["Our plan", "", ""], *ROWS])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 2))
    table = table_of(document)
    assert table.title == "Our plan"
    assert table.headings == ("Theme", "Action", "Lead")


def test_banner_among_the_rows_heads_the_rows_below_it():
    document = made.word([ROWS[0], ["Part one", "", ""], ROWS[1], ["Part two", "", ""], ["Justice", "Go on", "Court"]])
    for row in (1, 3):
        document.tables[0].cell(row, 0).merge(document.tables[0].cell(row, 2))
    assert [(row.heading.text, row.cells[0].text) for row in table_of(document).rows] == [
        ("Part one", "Safety"), ("Part two", "Justice"),
    ]  # fmt: skip


def test_short_line_above_a_table_is_its_title_and_stays_in_the_prose():
    document = read_document(made.saved(made.word(ROWS, prose="Plan for the year")), "plan.docx")
    assert document.tables[0].title == "Plan for the year"
    assert document.paragraphs == ("Plan for the year",)


def test_page_with_the_same_header_goes_on_with_the_table():
    document = made.word(ROWS, [ROWS[0], ["Justice", "Support witnesses", "Court service"]])
    assert [row.cells[0].text for row in table_of(document).rows] == ["Safety", "", "Justice"]


def test_tables_with_prose_between_them_stay_apart():
    document = made.word(ROWS)
    document.add_paragraph("The next part concerns schools.")
    made.add_table(document, ROWS)
    assert len(read_document(made.saved(document), "plan.docx").tables) == 2


def test_automatic_numbers_are_written_out():
    document = made.word(prose="")
    table = made.add_table(document, [["Recommendation", "Action"], ["Train", "a"], ["Visit", "b"]])
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
    assert [row.cells[0].text for row in table_of(document).rows] == ["1. Train", "2. Visit"]


def test_bullets_of_a_list_style_are_items():
    document = made.word(ROWS)
    cell = document.tables[0].cell(1, 2)
    cell.paragraphs[0].style = document.styles["List Bullet"]
    cell.add_paragraph("Police", style="List Bullet")
    assert table_of(document).rows[0].cells[2].items == ("Council", "Police")


def test_line_break_in_a_cell_parts_two_items():
    document = made.word(ROWS)
    document.tables[0].cell(1, 2).text = "Council\nPolice"
    assert table_of(document).rows[0].cells[2].items == ("Council", "Police")


def test_deleted_words_are_left_out_and_inserted_ones_kept():
    document = made.word(ROWS)
    paragraph = document.tables[0].cell(1, 1).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> now</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> never</w:delText></w:r></w:del>"))
    assert table_of(document).rows[0].cells[1].text == "Train staff now"


def test_choice_from_a_list_is_read():
    document = made.word(ROWS)
    cell = document.tables[0].cell(1, 2)._tc
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    paragraph = cell.find(qn("w:p"))
    cell.replace(paragraph, control)
    control[0].append(paragraph)
    assert table_of(document).rows[0].cells[2].text == "Council"


@pytest.mark.parametrize(
    ("fill", "attributes", "name"),
    [
        ("FF0000", {}, "red"),
        ("auto", {}, None),
        ("FFFFFF", {}, None),
        ("auto", {"val": "solid", "color": "00B050"}, "green"),
        ("auto", {"themeFill": "accent1"}, "blue"),
        ("auto", {"themeFill": "background1"}, None),
        ("auto", {"themeFill": "background1", "themeFillShade": "80"}, "grey"),
    ],
)
def test_shading_is_kept_and_named(fill, attributes, name):
    document = made.word(ROWS)
    made.shade(document.tables[0].cell(1, 2), fill, **attributes)
    found = table_of(document).rows[0].cells[2].fill
    assert (found and found.name) == name


def test_footnote_is_tied_to_the_cell_that_points_at_it():
    document = made.word(ROWS)
    run = document.tables[0].cell(1, 2).paragraphs[0].add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "7")
    run._r.append(reference)
    note = '<w:footnote w:id="7"><w:p><w:r><w:t>Until May.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    content = made.with_word_part(made.saved(document), "footnotes", notes)
    cell = read_document(content, "plan.docx").tables[0].rows[0].cells[2]
    assert cell.text == "Council"
    assert [(note.mark, note.text) for note in cell.notes] == [("1", "Until May.")]


def test_document_under_another_name_is_told_by_its_content():
    assert read_document(made.saved(made.word(ROWS)), "plan.doc").kind == "word"
    assert read_document(made.saved(made.word(ROWS)), "plan").kind == "word"
