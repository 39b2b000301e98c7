"""Registers as people keep them: columns in any order, rows that are wrong told beside those that are right."""

import hashlib

import pytest

from towpath.documents.attendance import RegisterRow, read_register
from towpath.documents.attendance.tests.making import events, sections
from towpath.documents.rows.reading import MOST_ROWS
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

HEADINGS = ["Name", "Email", "Role", "Practice", "Attended", "Minutes"]
ADA = ["Ada Lock (invented)", "ada@towpath.example", "Practice nurse", "Z00001", "Yes", "90"]
BEN = ["Ben Quay (invented)", "", "Receptionist", "Z00001", "No", ""]


def csv_of(*rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def excel_of(*rows) -> bytes:
    return made.saved(made.workbook(rows))


def read(*rows):
    return read_register(csv_of(HEADINGS, *rows), "register.csv")


def changed(row, **cells):
    return [cells.get(heading, said) for heading, said in zip(HEADINGS, row, strict=True)]


def sentences(register):
    return [str(error) for error in register.errors]


@pytest.mark.parametrize(("write", "name"), [(csv_of, "register.csv"), (excel_of, "register.xlsx"), (csv_of, "")])
def test_a_register_is_read_from_a_sheet_or_a_text_file(write, name):
    content = write(HEADINGS, ADA, BEN)
    register = read_register(content, name)
    assert register.rows == (
        RegisterRow("Ada Lock (invented)", "ada@towpath.example", "Practice nurse", "Z00001", True, 90, 2),
        RegisterRow("Ben Quay (invented)", "", "Receptionist", "Z00001", False, None, 3),
    )
    assert (register.errors, register.doubts) == ((), ())
    assert register.sha256 == hashlib.sha256(content).hexdigest()


def test_columns_are_found_by_their_headings_in_any_order_and_wording():
    register = read_register(csv_of(
        ["Present?", "Surgery name", "ODS code", "Job title", "Surname", "First name",
         "E-mail address", "Duration (mins)"],
        ["Y", "Lockside Surgery (invented)", "Z00001", "GP partner", "Lock (invented)", "Ada",
         "a@towpath.example", "1h 30m"],
    ), "register.csv")  # fmt: skip
    assert register.rows == (
        RegisterRow("Ada Lock (invented)", "a@towpath.example", "GP partner", "Z00001", True, 90, 2),
    )


def test_a_title_above_and_empty_rows_between_leave_row_numbers_as_in_the_sheet():
    register = read_register(excel_of(["Clinical session 1"], [], HEADINGS, ADA, [], BEN), "register.xlsx")
    assert [row.row for row in register.rows] == [4, 6]


def test_a_register_on_the_second_sheet_is_found():
    book = made.workbook([["How to fill this in"], ["Write yes or no"]])
    sheet = book.create_sheet("People")
    for row in (HEADINGS, ADA):
        sheet.append(row)
    assert len(read_register(made.saved(book), "register.xlsx").rows) == 1


def test_a_practice_merged_over_its_people_counts_for_each():
    book = made.workbook([HEADINGS, ADA, BEN])
    book.active.merge_cells("D2:D3")
    register = read_register(made.saved(book), "register.xlsx")
    assert [(row.practice_words, row.row) for row in register.rows] == [("Z00001", 2), ("Z00001", 3)]


def test_a_row_that_goes_on_below_another_is_a_row_of_its_own():
    register = read(ADA, changed(BEN, Name="", Attended="yes"), changed(BEN, Name="Cy Wharf (invented)"))
    assert [row.name for row in register.rows] == ["Ada Lock (invented)", "Cy Wharf (invented)"]
    assert [(error.row, str(error)) for error in register.errors] == [
        (3, "Row 3, name: It is blank: write who the row is about."),
    ]


@pytest.mark.parametrize("said", ["yes", "YES", "y", "Attended", "present", "1", "TRUE", "✓", "Online"])
def test_a_yes_is_known_however_it_is_written(said):
    assert read(changed(ADA, Attended=said)).rows[0].attended is True


@pytest.mark.parametrize("said", ["no", "N", "Absent", "DNA", "did not attend", "0", "FALSE", "Apologies"])
def test_a_no_is_known_however_it_is_written(said):
    assert read(changed(BEN, Attended=said)).rows[0].attended is False


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (changed(ADA, Attended=""), "Row 2, attended: It says nothing: write yes or no."),
        (changed(ADA, Attended="x"), "Row 2, attended: “x” cannot be taken: write yes or no."),
        (changed(ADA, Attended="maybe"), "Row 2, attended: “maybe” cannot be taken: write yes or no."),
        (
            changed(ADA, Attended="No"),
            "Row 2, attended: It says that nobody came, and 90 minutes are counted: correct one of them.",
        ),
        (changed(ADA, Minutes="all"), "Row 2, minutes: “all” cannot be taken: write a number of minutes such as 90."),
        (changed(ADA, Minutes="-5"), "Row 2, minutes: “-5” cannot be taken: write a number of minutes such as 90."),
        (changed(ADA, Minutes="9000"), "Row 2, minutes: “9000” cannot be taken: write a number of minutes such as 90."),
        (
            changed(ADA, Minutes="9" * 400),
            f"Row 2, minutes: “{'9' * 40}” cannot be taken: write a number of minutes such as 90.",
        ),
        (
            changed(ADA, Minutes=f'"1h{", " * 16_000}x"'),
            f"Row 2, minutes: “1h{', ' * 19}” cannot be taken: write a number of minutes such as 90.",
        ),
    ],
)
def test_a_row_that_is_wrong_is_told_and_left_out(row, sentence):
    register = read(row, BEN)
    assert sentences(register) == [sentence]
    assert [kept.name for kept in register.rows] == ["Ben Quay (invented)"]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("90", 90), ("90.0", 90), ("45", 45),
      ("90 mins", 90), ("1h 30m", 90), ("1:30", 90), ("1:30:59", 90), ("1.5 hours", 90), ("", None)],
)  # fmt: skip
def test_minutes_are_read_however_they_are_written(said, minutes):
    assert read(changed(ADA, Minutes=said)).rows[0].minutes == minutes


def test_a_person_twice_in_one_practice_is_told_with_both_rows():
    register = read(ADA, BEN, changed(ADA, Name="ADA  LOCK (invented)", Email=""))
    assert len(register.rows) == 2
    assert sentences(register) == [
        "Row 4, name: It repeats ADA LOCK (invented), who is in row 2 for the same practice.",
    ]


def test_a_person_twice_under_one_address_is_told():
    assert sentences(read(ADA, ADA)) == [
        "Row 3, name: It repeats Ada Lock (invented), who is in row 2 for the same practice."
    ]


@pytest.mark.parametrize(
    "other",
    [
        changed(ADA, Practice="Z00002"),
        changed(ADA, Email="another.ada@towpath.example"),
        changed(ADA, Name="Cy Wharf (invented)"),
    ],
    ids=["in another practice", "with another address", "who shares an address"],
)
def test_another_person_is_not_taken_for_a_repeat(other):
    register = read(ADA, other)
    assert (len(register.rows), register.errors) == (2, ())


def test_without_a_column_of_who_attended_everyone_listed_came_and_that_is_told():
    register = read_register(
        csv_of(["Name", "Minutes"], ["Ada (invented)", "90"], ["Ben (invented)", "0"], ["Cy (invented)", ""])
    )
    assert [row.attended for row in register.rows] == [True, False, True]
    assert register.doubts == ("No column says who attended: everyone listed is taken to have come.",)


def test_five_thousand_people_are_taken():
    rows = (changed(ADA, Name=f"Person {number} (invented)") for number in range(MOST_ROWS))
    assert len(read(*rows).rows) == MOST_ROWS


REFUSED = {
    "no headings": (csv_of(ADA, BEN), "register.csv", "headed “Name”"),
    "headings and nobody": (csv_of(HEADINGS), "register.csv", "no people"),
    "nothing": (b"", "register.csv", "empty"),
    "prose": (b"Ada came and Ben did not", "register.txt", "headed “Name”"),
    "two names": (csv_of(["Name", "Attendee", "Attended"], ["A", "B", "yes"]), "r.csv", "“Name” and “Attendee”"),
    "too many rows": (csv_of(HEADINGS, *[ADA] * (MOST_ROWS + 1)), "register.csv", "more than 5,000 rows"),
    "a web page": (b"<html><table><tr><td>Name</td></tr></table></html>", "r.html", "Excel workbook"),
    "a Word document": (lambda: made.saved(made.word([HEADINGS, ADA])), "register.docx", "Excel workbook"),
    "a workbook cut short": (lambda: excel_of(HEADINGS, ADA)[:-300], "register.xlsx", "cut short"),
    "a workbook without its sheet": (lambda: made.with_part(excel_of(HEADINGS, ADA), "xl/worksheets/sheet1.xml", b"<"),
                                     "register.xlsx", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_sender_is_told_in_a_sentence_why_the_file_is_no_register(case):
    content, name, expected = REFUSED[case]
    with pytest.raises(UnreadableFile) as refusal:
        read_register(content() if callable(content) else content, name)
    assert expected in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", [sections(), events("Ada Lock (invented)\tJoined\t{day}, 10:00:00")])
def test_report_of_a_teams_meeting_saved_as_a_workbook_is_asked_for_as_csv(text):
    content = excel_of(*(line.split("\t") for line in text.splitlines()))
    with pytest.raises(UnreadableFile, match=r"Teams meeting saved as a workbook: save it as CSV"):
        read_register(content, "meeting.xlsx")
