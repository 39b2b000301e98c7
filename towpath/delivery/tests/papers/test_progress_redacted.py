"""Words taken out of an issued report: its number and fingerprint stay, its files go, and a further issue is made.

What is corrected after a report was issued leaves that issue as it was; the restated one shows the corrected figure.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.reading import final_of
from towpath.delivery.tests.papers.story import PROSE, QUARTER
from towpath.documents.blocks import from_json
from towpath.documents.tests.reading_papers import row
from towpath.jobs.models import JobState
from towpath.jobs.tests.running import do
from towpath.papers.fingerprints import fingerprint
from towpath.papers.models import Paper, PaperFile
from towpath.papers.services import approve, begin, restate, write
from towpath.papers.services import issue as issue_paper
from towpath.papers.services.redacting import finish_withdrawing
from towpath.partners.services.partnerships import remove_words
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import manager_of, site_of
from towpath.records.services import put_back, take_back
from towpath.records.words import MARK
from towpath.training.models import SupportKind
from towpath.training.services.support import correct_support, record_support

NAME = "Ingrid Lindqvist"


def written(report, manager, words):
    prose = {section: f"{text} {words}" for section, text in PROSE.items()}
    return write(actor=manager, paper=report, version=report.version, prose=prose)


def issue(report, manager, words=""):
    report = written(report, manager, words)
    report = approve(actor=manager, paper=report, version=report.version)
    return issue_paper(actor=manager, paper=report, version=report.version)


@pytest.fixture
def naming(draft, manager):
    """An issued report that names somebody, with its files."""
    report = issue(draft, manager, f"Thanks to {NAME}.")
    do(report.job)
    return Paper.objects.get(pk=report.pk)


@pytest.mark.django_db
def test_number_and_fingerprint_stay_files_go_and_a_further_issue_is_made(
    naming, manager, as_manager, django_capture_on_commit_callbacks
):
    before = naming.last.sha256
    files = list(PaperFile.objects.filter(paper=naming))
    assert len(files) == 2
    with django_capture_on_commit_callbacks(execute=True):
        remove_words(actor=manager, partnership=naming.partnership, words=NAME, reason="She asked.")
    kept = final_of(naming)
    assert (kept.sha256, NAME in str(kept.contents), MARK in str(kept.contents)) == (before, False, True)
    assert PaperFile.objects.filter(paper=naming).count() == 2
    assert not any(one.file.storage.exists(one.file.name) for one in files)
    further = Paper.objects.get(restates=naming)
    assert (further.issue, further.is_final, further.job.state) == (2, True, JobState.ASKED)
    assert further.last.sha256 == fingerprint(further.last.contents) != before
    page = as_manager.get(reverse("progress_reports:paper", args=[naming.pk])).content.decode()
    assert "Its files are withdrawn" in page
    assert before in page
    assert NAME not in page
    assert NAME not in as_manager.get(reverse("progress_reports:paper", args=[further.pk])).content.decode()


@pytest.mark.django_db
def test_files_that_a_killed_process_did_not_withdraw_are_withdrawn_by_the_round(naming, manager):
    files = list(PaperFile.objects.filter(paper=naming))
    assert finish_withdrawing() == 0
    remove_words(actor=manager, partnership=naming.partnership, words=NAME, reason="She asked.")  # never committed
    assert all(one.file.storage.exists(one.file.name) for one in files)
    assert finish_withdrawing() == 2
    assert not any(one.file.storage.exists(one.file.name) for one in files)
    assert finish_withdrawing() == 0


@pytest.mark.django_db
def test_the_further_issue_was_approved_by_whoever_approved_its_words_and_issued_by_whoever_removed_some(
    naming, manager
):
    remover = manager_of(naming.partnership)
    remove_words(actor=remover, partnership=naming.partnership, words=NAME, reason="She asked.")
    further = Paper.objects.get(restates=naming)
    assert (further.approved_by, further.approved_at) == (manager, naming.approved_at)
    entry = Entry.objects.get(event=Event.PROGRESS_REPORT_ISSUED, subject_key=str(further.pk))
    assert (entry.actor_key, entry.details["sha256"]) == (str(remover.pk), further.last.sha256)


@pytest.mark.django_db
def test_the_files_of_the_further_issue_are_made(naming, manager):
    withdrawn = naming.job
    remove_words(actor=manager, partnership=naming.partnership, words=NAME, reason="She asked.")
    further = Paper.objects.get(restates=naming)
    do(further.job)
    further.refresh_from_db()
    assert further.job.state == JobState.DONE
    do(withdrawn)
    assert PaperFile.objects.filter(paper=naming).count() == 2


@pytest.mark.django_db
def test_hours_typed_wrongly_are_right_in_the_restated_report_and_stay_in_the_first(programme, manager):
    visit = record_support(
        actor=manager, sign_up=signed_up(site_of(programme, "Lock Quay"), signed_up_on=date(2020, 7, 1)),
        kind=SupportKind.VISIT, given_on=date(2020, 8, 3), hours=Decimal(15),
    )  # fmt: skip
    first = issue(begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER), manager)
    assert hours_in(first) == "15"
    correct_support(
        actor=manager, support=visit, version=1, reason="A comma was lost.", kind=SupportKind.VISIT,
        given_on=visit.given_on, hours=Decimal("1.5"),
    )  # fmt: skip
    again = issue(restate(actor=manager, paper=first, reason="Hours of support."), manager)
    assert (hours_in(first), hours_in(again)) == ("15", "1.5")
    taken = take_back(actor=manager, subject=type(visit).objects.get(), reason="It was another practice.")
    third = issue(restate(actor=manager, paper=again, reason="Hours of support."), manager)
    assert (hours_in(again), hours_in(third)) == ("1.5", "0")
    put_back(actor=manager, taken=taken, reason="It was this one.")
    fourth = issue(restate(actor=manager, paper=third, reason="Hours of support."), manager)
    assert hours_in(fourth) == "1.5"


def hours_in(report):
    """The hours of support in the quarter, as the issued contents print them."""
    contents = from_json(final_of(report).contents)
    return row(contents, "Hours of", "All support")["In the quarter"]
