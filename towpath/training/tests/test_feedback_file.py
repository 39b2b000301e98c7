"""A file of answers: columns found by their headings, faults by their rows, names left behind."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from towpath.documents.table import UnreadableFile
from towpath.training.models import Question
from towpath.training.services.feedback_file import read_answers

SURE = Question(pk=1, position=1, topic="confidence", wording="How confident are you?", minimum=1, maximum=5)
KNOWS = Question(pk=2, position=2, topic="knowledge", wording="How much do you know?", minimum=0, maximum=10)
BOTH = (SURE, KNOWS)


def read(text, name="answers.csv", questions=BOTH):
    return read_answers(text.encode(), name, questions)


def told(read):
    return [(one.respondent, one.question.topic, one.moment.value, one.value) for one in read.answers]


def test_a_column_for_each_question_and_moment_is_read():
    found = read("Person,Confidence before,Confidence after,Knowledge (pre),Knowledge (post)\n1,2,4,3,\n2,3,5,1,9\n")
    assert told(found) == [
        ("1", "confidence", "before", 2), ("1", "confidence", "after", 4), ("1", "knowledge", "before", 3),
        ("2", "confidence", "before", 3), ("2", "confidence", "after", 5), ("2", "knowledge", "before", 1),
        ("2", "knowledge", "after", 9),
    ]  # fmt: skip
    assert not found.errors


def test_a_row_for_each_moment_is_read_and_the_same_mark_is_one_person():
    found = read("ID,When,How confident are you?\nA1,Before,2\nA1,After,4\n")
    assert told(found) == [("A1", "confidence", "before", 2), ("A1", "confidence", "after", 4)]


def test_an_excel_workbook_is_read_with_its_whole_numbers():
    target = BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate([("Person", "Confidence before", "Confidence after"), (1, 2, 4), (2, 1, 5)]):
            sheet.write_row(row, 0, values)
    found = read_answers(target.getvalue(), "answers.xlsx", BOTH)
    assert [one.value for one in found.answers] == [2, 4, 1, 5]


def test_names_and_addresses_are_left_behind():
    found = read("Name,Person,Confidence before,Confidence after\nAda Wren,ada@example.org,2,4\nBo,Bo Reed,1,2\n")
    assert {one.respondent for one in found.answers} == {"P1", "P2"}


def test_all_that_is_wrong_names_its_row_and_column_and_the_other_rows_are_read():
    found = read("Person,Confidence before,Confidence after\n1,2,7\n2,lots,0\n3,1,2\n3,3,\n")
    assert [str(error) for error in found.errors] == [
        "Row 2, confidence after: “7” cannot be taken: use a whole number from 1 to 5.",
        "Row 3, confidence before: “lots” cannot be taken: use a whole number from 1 to 5.",
        "Row 3, confidence after: “0” cannot be taken: use a whole number from 1 to 5.",
        "Row 5, confidence before: It answers “confidence” again for 3.",
    ]
    assert told(found) == [("3", "confidence", "before", 1), ("3", "confidence", "after", 2)]


def test_a_number_without_end_is_an_error_of_its_cell():
    found = read(f"Person,Confidence before,Confidence after\n1,{'9' * 5000},3\n")
    assert [(error.row, error.column) for error in found.errors] == [(2, 2)]
    assert found.errors[0].sentence.endswith("9” cannot be taken: use a whole number from 1 to 5.")


def test_a_row_that_does_not_say_when_is_an_error():
    found = read("ID,When,Confidence\n1,Before,2\n2,sometime,3\n3,,4\n")
    assert [(error.row, error.heading) for error in found.errors] == [(3, "when"), (4, "when")]
    assert all("before or after" in error.sentence for error in found.errors)


def test_two_questions_about_one_subject_are_told_apart_by_their_words():
    newer = Question(pk=3, position=3, topic="confidence", wording="How sure are you now?", minimum=1, maximum=5)
    text = "ID,How confident are you? before,How sure are you now? before\n1,2,4\n"
    found = read(text, questions=(SURE, newer))
    assert [(one.question, one.value) for one in found.answers] == [(SURE, 2), (newer, 4)]


def test_headings_over_two_rows_are_put_together():
    found = read(",Confidence,,Knowledge,\nPerson,before,after,before,after\n1,2,4,3,9\n")
    assert [value for *_, value in told(found)] == [2, 4, 3, 9]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "answers.csv", "empty"),
        (b"Person,Mood\n1,2\n2,3\n", "answers.csv", "such as “confidence before”"),
        (b"%PDF-1.7 nothing", "answers.pdf", "Excel workbook"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused_with_a_sentence(content, name, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_answers(content, name, BOTH)


def test_more_people_than_a_session_holds_are_refused():
    rows = "".join(f"{number},3,4\n" for number in range(1, 260))
    with pytest.raises(UnreadableFile, match="more than 200 people"):
        read(f"Person,Confidence before,Confidence after\n{rows}")
