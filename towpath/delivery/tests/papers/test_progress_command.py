"""`towpath report progress`: a programme's report in the terminal."""

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import PROSE, QUARTER
from towpath.papers.services import approve, begin, issue, write
from towpath.programmes.tests.builders import manager_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def report(programme, *more, quarter="2020/21-Q2"):
    call_command("report", "progress", programme.pk, "--quarter", quarter, *more)


def test_the_figures_are_printed_before_anybody_wrote(programme, capsys):
    report(programme)
    printed = capsys.readouterr().out
    assert "Seven boroughs\nProgress report for Quarter 2 2020/21" in printed
    assert "Not begun: figures only." in printed
    assert "All delivery ends on 31 January 2022 (agreed earlier: 31 March 2021)." in printed
    assert Entry.objects.get(event=Event.PROGRESS_REPORT_EXPORTED).details == {"kind": "text"}


def test_a_draft_on_paper_says_that_it_is_one(programme, tmp_path, capsys):
    begin(actor=manager_of(programme.partnership), kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)
    pdf, word = tmp_path / "report.pdf", tmp_path / "report.docx"
    report(programme, "--pdf", pdf, "--word", word)
    printed = capsys.readouterr()
    assert f"Written: {pdf}" in printed.out
    assert "Setting the PDF" in printed.err
    assert "Draft, not issued." in PdfReader(pdf).pages[0].extract_text()
    assert word.read_bytes()[:2] == b"PK"
    assert Entry.objects.filter(event=Event.PROGRESS_REPORT_EXPORTED, actor_key="").count() == 3


def test_an_issued_report_is_printed_as_it_was_issued(programme, capsys):
    manager = manager_of(programme.partnership)
    held = begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)
    held = write(actor=manager, paper=held, version=held.version, prose=PROSE)
    held = approve(actor=manager, paper=held, version=held.version)
    issue(actor=manager, paper=held, version=held.version)
    type(programme).objects.filter(pk=programme.pk).update(name="Renamed since")
    report(programme)
    printed = capsys.readouterr().out
    assert "Seven boroughs\nProgress report" in printed
    assert "not issued" not in printed


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2020/21-Q9", "There is no quarter 9"),
        ("2020/21-Q4", "has not begun"),
        ("2018/19-Q1", "before Seven boroughs was launched on 6 January 2020"),
    ],
)
def test_an_impossible_quarter_is_refused_in_a_sentence(programme, quarter, sentence):
    with pytest.raises(CommandError, match=sentence):
        report(programme, quarter=quarter)


def test_an_unknown_programme_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="There is no programme 404"):
        call_command("report", "progress", "404", "--quarter", "2020/21-Q1")


def test_a_file_that_cannot_be_written_is_said_so(programme, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        report(programme, "--pdf", tmp_path / "no" / "such.pdf")
