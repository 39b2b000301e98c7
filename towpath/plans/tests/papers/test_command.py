"""`towpath report plan`: the report in the terminal."""

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.plans.tests.papers.story import REPORTED_ON, on, whole_story

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def in_july():
    with on(REPORTED_ON):
        yield


def test_the_summary_is_printed_and_the_files_are_written(tmp_path, capsys):
    pdf, word, excel = tmp_path / "report.pdf", tmp_path / "report.docx", tmp_path / "report.xlsx"
    files = ("--pdf", pdf, "--word", word, "--excel", excel)
    call_command("report", "plan", whole_story().pk, "--quarter", "2026/27-Q1", *files)
    printed = capsys.readouterr()
    assert "1 of 4 actions is done." in printed.out
    assert f"Written: {pdf}" in printed.out
    assert "Gathering what it says" in printed.err
    assert (pdf.read_bytes()[:4], word.read_bytes()[:2]) == (b"%PDF", b"PK")
    assert "Overdue" in load_workbook(excel).sheetnames
    assert Entry.objects.filter(event=Event.REPORT_EXPORTED, actor_key="").count() == 4


def test_what_is_printed_is_recorded_as_taken_out(capsys):
    call_command("report", "plan", whole_story().pk, "--quarter", "2026/27-Q1")
    assert "Quarter 1 2026/27" in capsys.readouterr().out
    assert Entry.objects.get(event=Event.REPORT_EXPORTED).details == {"kind": "text"}


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2026/27-Q9", "There is no quarter 9"),
        ("2026/27-Q4", "has not begun"),
        ("2019/20-Q1", "before the plan began on 12 January 2026"),
    ],
)
def test_an_impossible_quarter_is_refused_in_a_sentence(quarter, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("report", "plan", whole_story().pk, "--quarter", quarter)


def test_an_unknown_plan_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="There is no plan 404"):
        call_command("report", "plan", "404", "--quarter", "2026/27-Q1")


def test_a_file_that_cannot_be_written_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command(
            "report", "plan", whole_story().pk, "--quarter", "2026/27-Q1", "--pdf", tmp_path / "no" / "such.pdf"
        )
