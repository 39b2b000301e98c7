"""Tables whose cells were pasted as lines of their own."""

from towpath.documents.reading import read_document

LINES = """Who was written to
Agency
In scope
Person
Date sent
Borough
Council
Yes
Head of service
Deputy head
01/02/2024
Police
Yes
Sergeant
01/02/2024
Museum
No
Keeper
03/02/2024
Clinic
No
Nurse in charge
03/02/2024
Letters go out each year."""


def read(text: str):
    return read_document(text.encode(), "letters.txt")


def test_records_that_end_in_a_date_are_a_table_again():
    document = read(LINES)
    (table,) = document.tables
    assert table.title == "Who was written to"
    assert table.headings == ("Agency", "In scope", "Person", "Date sent")
    assert table.rows[0].cells[0].items == ("Borough", "Council")
    assert table.rows[0].cells[2].items == ("Head of service", "Deputy head")
    assert [row.cells[3].text for row in table.rows] == ["01/02/2024"] * 2 + ["03/02/2024"] * 2
    assert document.paragraphs == ("Who was written to", "Letters go out each year.")


def test_records_that_leave_a_doubt_stay_prose():
    assert not read(LINES.replace("Yes\nHead of service", "Perhaps\nHead of service")).tables


def test_dates_without_a_heading_that_names_them_stay_prose():
    assert not read(LINES.replace("Date sent", "Posted")).tables
