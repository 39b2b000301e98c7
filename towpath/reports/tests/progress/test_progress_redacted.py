"""Words taken out of an issued report: its number and fingerprint stay, its files go, and a further issue is made.

What is corrected after a report was issued leaves that issue as it was; the restated one shows the corrected figure.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from towpath.documents.blocks import from_json
from towpath.documents.tests.reading_papers import row
from towpath.partners.services import remove_words
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import site_of
from towpath.records.services import put_back, take_back
from towpath.records.words import MARK
from towpath.reports import tasks
from towpath.reports.models import IssuedReport, ProgressFile, ProgressReport, State
from towpath.reports.progress.keeping import fingerprint
from towpath.reports.services.progress import begin_progress_report, restate, write_progress
from towpath.reports.services.progress_deciding import approve_progress, issue_progress
from towpath.reports.tests.progress.story import PROSE, QUARTER
from towpath.training.models import SupportKind
from towpath.training.services.support import correct_support, record_support

NAME = "Ingrid Lindqvist"


def written(report, manager, words):
    prose = {section: f"{text} {words}" for section, text in PROSE.items()}
    return write_progress(actor=manager, report=report, version=report.version, prose=prose)


def issue(report, manager, words=""):
    report = written(report, manager, words)
    report = approve_progress(actor=manager, report=report, version=report.version)
    return issue_progress(actor=manager, report=report, version=report.version)


@pytest.fixture
def naming(draft, manager):
    """An issued report that names somebody, with its files."""
    report = issue(draft, manager, f"Thanks to {NAME}.")
    tasks.make_progress_files.func(report.pk, report.attempt)
    return ProgressReport.objects.get(pk=report.pk)


@pytest.mark.django_db
def test_number_and_fingerprint_stay_files_go_and_a_further_issue_is_made(
    naming, manager, as_manager, django_capture_on_commit_callbacks
):
    before = naming.issued.sha256
    files = list(ProgressFile.objects.filter(issued=naming.issued))
    assert len(files) == 2
    with django_capture_on_commit_callbacks(execute=True):
        remove_words(actor=manager, partnership=naming.programme.partnership, words=NAME, reason="She asked.")
    kept = IssuedReport.objects.get(report=naming)
    assert (kept.sha256, NAME in str(kept.contents), MARK in str(kept.contents)) == (before, False, True)
    assert ProgressFile.objects.filter(issued=kept).count() == 2
    assert not any(one.file.storage.exists(one.file.name) for one in files)
    further = ProgressReport.objects.get(restates=naming)
    assert (further.issue, further.is_issued, further.files_state) == (2, True, State.ASKED)
    assert further.issued.sha256 == fingerprint(further.issued.contents) != before
    page = as_manager.get(reverse("reports:progress_report", args=[naming.pk])).content.decode()
    assert "Its files are withdrawn" in page
    assert before in page
    assert NAME not in page
    assert NAME not in as_manager.get(reverse("reports:progress_report", args=[further.pk])).content.decode()


@pytest.mark.django_db
def test_the_files_of_the_further_issue_are_made(naming, manager):
    remove_words(actor=manager, partnership=naming.programme.partnership, words=NAME, reason="She asked.")
    further = ProgressReport.objects.get(restates=naming)
    tasks.make_progress_files.func(further.pk, further.attempt)
    further.refresh_from_db()
    assert further.files_state == State.READY
    answer = tasks.make_progress_files.func(naming.pk, naming.attempt)
    assert answer is None
    assert ProgressFile.objects.filter(issued=naming.issued).count() == 2


@pytest.mark.django_db
def test_hours_typed_wrongly_are_right_in_the_restated_report_and_stay_in_the_first(programme, manager):
    visit = record_support(
        actor=manager, sign_up=signed_up(site_of(programme, "Lock Quay"), signed_up_on=date(2020, 7, 1)),
        kind=SupportKind.VISIT, given_on=date(2020, 8, 3), hours=Decimal(15),
    )  # fmt: skip
    first = issue(begin_progress_report(actor=manager, programme=programme, quarter=QUARTER), manager)
    assert hours_in(first) == "15"
    correct_support(
        actor=manager, support=visit, version=1, reason="A comma was lost.", kind=SupportKind.VISIT,
        given_on=visit.given_on, hours=Decimal("1.5"),
    )  # fmt: skip
    again = issue(restate(actor=manager, report=first, reason="Hours of support."), manager)
    assert (hours_in(first), hours_in(again)) == ("15", "1.5")
    taken = take_back(actor=manager, subject=type(visit).objects.get(), reason="It was another practice.")
    third = issue(restate(actor=manager, report=again, reason="Hours of support."), manager)
    assert (hours_in(again), hours_in(third)) == ("1.5", "0")
    put_back(actor=manager, taken=taken, reason="It was this one.")
    fourth = issue(restate(actor=manager, report=third, reason="Hours of support."), manager)
    assert hours_in(fourth) == "1.5"


def hours_in(report):
    """The hours of support in the quarter, as the issued contents print them."""
    contents = from_json(IssuedReport.objects.get(report=report).contents)
    return row(contents, "Hours of", "All support")["In the quarter"]
