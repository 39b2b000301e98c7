"""The files of an issued report are made by a job: both or neither, once, and again after a failure or a restart."""

import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import PROSE, QUARTER, commissioner_of
from towpath.jobs import running, workers
from towpath.jobs.models import Job, JobState
from towpath.jobs.tests.running import do, run_jobs
from towpath.papers.models import FileKind, Paper, PaperFile
from towpath.papers.presenters.paper import failure_of
from towpath.papers.services import approve, begin, building, cancel, file_of, try_again, write
from towpath.papers.services import issue as issue_paper
from towpath.partners.tests.builders import agency_of, partnership_named
from towpath.programmes.tests.builders import programme_with
from towpath.records.kept_files import NotAsKeptError

pytestmark = pytest.mark.django_db


def issue(programme, manager) -> Paper:
    report = begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)
    report = write(actor=manager, paper=report, version=report.version, prose=PROSE)
    report = approve(actor=manager, paper=report, version=report.version)
    return issue_paper(actor=manager, paper=report, version=report.version)


@pytest.fixture
def issued(programme, manager):
    return issue(programme, manager)


@pytest.fixture
def broken(monkeypatch):
    """Nothing can be written as Word."""

    def refuse(*args):
        raise RuntimeError("The printer's ink has run out.")

    monkeypatch.setattr("towpath.documents.writers.paper_word.word_of", refuse)
    return monkeypatch


def made(report: Paper) -> Paper:
    run_jobs()
    return Paper.objects.get(pk=report.pk)


def test_issuing_hands_the_files_to_a_worker_once_it_is_kept(programme, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = issue(programme, manager)
    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs["args"] == [report.job_id, 1]
    assert report.job.state == JobState.ASKED


def test_the_files_are_kept_with_their_fingerprints(issued):
    ready = made(issued)
    assert (ready.job.state, ready.job.done, ready.job.total) == (JobState.DONE, 3, 3)
    files = {file.kind: file for file in ready.files.all()}
    assert set(files) == {FileKind.PDF, FileKind.WORD}
    for file in files.values():
        with file.file.open() as kept:
            content = kept.read()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert Entry.objects.filter(event=Event.PROGRESS_REPORT_FILES_MADE).count() == 1


@pytest.mark.once
def test_the_files_say_what_was_issued_and_not_what_changed_since(issued, programme):
    programme.sites.filter(area="Brent").update(area="Somewhere else")
    pdf = made(issued).files.get(kind=FileKind.PDF)
    with pdf.file.open() as kept:
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(kept.read())).pages)
    assert "Brent" in words
    assert "Somewhere else" not in words


def test_a_job_run_twice_makes_the_files_once(issued):
    made(issued)
    do(issued.job)
    assert PaperFile.objects.count() == 2
    assert Entry.objects.filter(event=Event.PROGRESS_REPORT_FILES_MADE).count() == 1


@pytest.mark.once
def test_files_that_cannot_be_made_are_said_so_and_made_again(issued, manager, broken):
    failed = made(issued)
    assert failed.job.state == JobState.FAILED
    assert failure_of(failed).startswith("The files could not be made: try again")
    assert "ink" not in failure_of(failed)
    assert not PaperFile.objects.exists()
    broken.undo()
    again = try_again(actor=manager, paper=failed)
    assert Entry.objects.get(event=Event.PROGRESS_REPORT_FILES_ASKED).subject_key == str(issued.pk)
    assert (again.job.state, again.job.attempt, failure_of(again)) == (JobState.ASKED, 2, "")
    assert made(again).job.state == JobState.DONE


def test_what_a_worker_left_when_it_died_is_made_by_another(issued):
    running.claim(["default"], "dead:jobs")
    Job.objects.filter(paper=issued).update(state=JobState.WORKING, done=1)
    assert workers.take_up_orphans() == 1
    assert made(issued).job.state == JobState.DONE


def test_a_job_that_was_superseded_leaves_the_newer_one_alone(issued, monkeypatch):
    """Another process takes the files up again while this one is setting them."""
    make = building.make

    def interrupted(*args, tell, **more):
        Job.objects.filter(paper=issued).update(state=JobState.ASKED, attempt=2)
        return make(*args, tell=tell, **more)

    monkeypatch.setattr(building, "make", interrupted)
    left = made(issued)
    assert (left.job.state, left.job.attempt) == (JobState.ASKED, 2)
    assert not PaperFile.objects.exists()


def test_cancelled_files_are_made_no_more_and_can_be_asked_for_again(issued, manager):
    cancel(actor=manager, paper=issued)
    cancelled = made(issued)
    assert (cancelled.job.state, cancelled.job.attempt, PaperFile.objects.count()) == (JobState.CANCELLED, 2, 0)
    entry = Entry.objects.get(event=Event.PROGRESS_REPORT_FILES_CANCELLED)
    assert (entry.subject_key, entry.details["attempt"]) == (str(issued.pk), 2)
    assert made(try_again(actor=manager, paper=cancelled)).job.state == JobState.DONE
    assert PaperFile.objects.count() == 2


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_files_cancelled_while_they_are_made_are_not_kept(issued, manager, monkeypatch, step):
    """Somebody cancels before the first step, between two, or when all are done and nothing is kept yet."""
    make = building.make

    def cancel_at(done):
        if done == step:
            cancel(actor=manager, paper=issued)

    def interrupted(contents, issued_at, *, tell):
        files = make(contents, issued_at, tell=lambda done, words: (cancel_at(done), tell(done, words)))
        cancel_at(3)
        return files

    monkeypatch.setattr(building, "make", interrupted)
    left = made(issued)
    assert (left.job.state, left.job.step, left.job.done) == (JobState.CANCELLED, "", 0)
    assert not PaperFile.objects.exists()
    assert not Entry.objects.filter(event=Event.PROGRESS_REPORT_FILES_MADE).exists()


@pytest.mark.once
def test_cancelling_leaves_the_files_made_earlier(issued, manager, programme):
    ready = made(issued)
    try_again(actor=manager, paper=ready)
    cancel(actor=manager, paper=ready)
    assert made(ready).job.state == JobState.CANCELLED
    assert file_of(commissioner_of(programme), issued, "pdf")[0].startswith(b"%PDF")


@pytest.mark.once
def test_a_file_changed_on_the_disk_is_not_handed_out(issued, programme):
    file = made(issued).files.get(kind=FileKind.PDF)
    with open(file.file.path, "ab") as kept:
        kept.write(b"% one more word")
    with pytest.raises(NotAsKeptError, match="was altered since it was kept"):
        file_of(commissioner_of(programme), issued, "pdf")
    assert not Entry.objects.filter(event=Event.PROGRESS_REPORT_EXPORTED).exists()


@pytest.mark.once
def test_lost_files_are_made_again_beside_the_old_ones_and_the_newest_is_handed_out(issued, manager, programme):
    lost = made(issued).files.get(kind=FileKind.PDF)
    lost.file.storage.delete(lost.file.name)
    commissioner = commissioner_of(programme)
    with pytest.raises(NotAsKeptError, match="is missing"):
        file_of(commissioner, issued, "pdf")
    made(try_again(actor=manager, paper=issued))
    assert file_of(commissioner, issued, "pdf")[0].startswith(b"%PDF")
    assert PaperFile.objects.count() == 4


def test_the_fingerprint_of_a_file_cannot_be_changed_in_the_database(issued):
    made(issued)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE papers_paperfile SET sha256 = 'x'")


@pytest.mark.once
def test_a_stranger_takes_nothing_out(issued):
    made(issued)
    stranger = commissioner_of(bare_elsewhere())
    with pytest.raises(PermissionDenied, match="of the programmes you see or pay for"):
        file_of(stranger, issued, "pdf")


def bare_elsewhere():

    partnership = partnership_named()
    return programme_with(partnership, funder=agency_of(partnership))
