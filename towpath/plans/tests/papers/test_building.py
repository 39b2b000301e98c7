"""Reports are built by a job: whole or not at all, once, and again after a failure or a restart."""

import hashlib
from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.blocks import from_json
from towpath.foundation.periods import Quarter
from towpath.jobs import running, workers
from towpath.jobs.models import Job, JobState
from towpath.jobs.tests.running import do, run_jobs
from towpath.papers.models import FileKind, Paper
from towpath.papers.presenters.paper import failure_of
from towpath.papers.services import begin, building, cancel, try_again
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, on, whole_story
from towpath.records.refusing import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker):
        yield whole_story()


@pytest.fixture
def plan(made_once):
    return deepcopy(made_once)


@pytest.fixture
def coordinator(plan):
    return person_with(Role.COORDINATOR, partnership=plan.partnership)


@pytest.fixture
def report(plan, coordinator):
    return asked_by(coordinator, plan)


@pytest.fixture
def broken(monkeypatch):
    """Nothing can be set as a PDF."""

    def refuse(*args):
        raise RuntimeError("The printer's ink has run out.")

    monkeypatch.setattr("towpath.documents.writers.paper_pdf.pdf_of", refuse)
    return monkeypatch


def asked_by(actor, plan, quarter=QUARTER) -> Paper:
    with on(REPORTED_ON):
        return begin(actor=actor, kind=QUARTER_REPORT, subject=plan, quarter=quarter)


def built(report: Paper) -> Paper:
    with on(REPORTED_ON):
        run_jobs()
    return Paper.objects.get(pk=report.pk)


def test_asking_hands_the_report_to_a_worker_once_it_is_kept(plan, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = asked_by(coordinator, plan)
    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs["args"] == [report.job_id, 1]
    assert Entry.objects.filter(event=Event.REPORT_REQUESTED, actor_key=str(coordinator.pk)).count() == 1


def test_asking_twice_gives_the_same_report(plan, coordinator, report):
    assert asked_by(coordinator, plan) == report
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_are_told_why_and_nothing_is_kept(plan, role):
    with pytest.raises(PermissionDenied, match="Only the partnership's coordinator"):
        asked_by(person_with(role, partnership=plan.partnership), plan)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2026/27 Q3", "2026/27 Q3 has not begun: choose this quarter or an earlier one."),
        ("2025/26 Q3", "2025/26 Q3 is before the plan began on 12 January 2026: choose 2025/26 Q4 or later."),
    ],
)
def test_a_quarter_with_nothing_to_report_is_refused_with_the_reason(plan, coordinator, quarter, sentence):
    with pytest.raises(Refused) as refused:
        asked_by(coordinator, plan, Quarter.parse(quarter))
    assert refused.value.message_dict == {"quarter": [sentence]}
    assert not Paper.objects.exists()


def test_a_built_report_has_its_files_with_their_fingerprints(report):
    ready = built(report)
    assert (ready.job.state, ready.job.done, ready.job.total) == (JobState.DONE, 3, 3)
    files = {file.kind: file for file in ready.files.all()}
    assert set(files) == set(FileKind)
    for file in files.values():
        with file.file.open() as kept:
            content = kept.read()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert from_json(ready.last.contents).title.below.startswith("Report for Quarter 1 2026/27")
    assert Entry.objects.filter(event=Event.REPORT_BUILT).count() == 1


def test_a_job_run_twice_builds_once(report):
    first = built(report)
    do(report.job)
    assert Paper.objects.get(pk=report.pk).last.taken_at == first.last.taken_at
    assert Entry.objects.filter(event=Event.REPORT_BUILT).count() == 1


def test_a_report_that_cannot_be_built_says_so_and_keeps_nothing(report, broken):
    failed = built(report)
    assert failed.job.state == JobState.FAILED
    assert failure_of(failed).startswith("The report could not be built: try again")
    assert "ink" not in failure_of(failed)
    assert not failed.files.exists()


def test_a_failed_report_is_tried_again_and_comes_out_right(report, coordinator, broken):
    failed = built(report)
    broken.undo()
    again = try_again(actor=coordinator, paper=failed)
    assert (again.job.state, again.job.attempt, failure_of(again)) == (JobState.ASKED, 2, "")
    assert built(again).job.state == JobState.DONE


def test_what_a_worker_left_when_it_died_is_built_by_another(report):
    running.claim(["default"], "dead:jobs")
    Job.objects.filter(paper=report).update(state=JobState.WORKING, done=2)
    assert built(report).job.state == JobState.WORKING
    assert workers.take_up_orphans() == 1
    assert built(report).job.state == JobState.DONE


def test_a_report_that_kills_its_workers_is_given_up_and_says_so(report):
    for _ in range(running.MOST_TRIES):
        running.claim(["default"], "dead:jobs")
        workers.take_up_orphans()
    report.refresh_from_db()
    assert report.job.state == JobState.FAILED
    assert DBTaskResult.objects.get().status == "FAILED"
    assert failure_of(report).endswith(f"pass on {running.reference_of(DBTaskResult.objects.get())}.")


def test_a_report_that_hangs_is_asked_for_again_and_the_first_job_leaves_it_alone(report, coordinator):
    first = running.claim(["default"], "hangs:jobs")
    Job.objects.filter(paper=report).update(state=JobState.WORKING)
    again = try_again(actor=coordinator, paper=report)
    ready = built(again)
    assert (ready.job.state, ready.job.attempt) == (JobState.DONE, 2)
    running.settle(running.perform(first))
    assert Paper.objects.get(pk=report.pk).last.taken_at == ready.last.taken_at


def test_a_cancelled_report_is_built_no_more_and_can_be_asked_for_again(plan, coordinator, report):
    cancel(actor=coordinator, paper=report)
    cancelled = built(report)
    assert (cancelled.job.state, cancelled.files.count()) == (JobState.CANCELLED, 0)
    assert Entry.objects.filter(event=Event.REPORT_CANCELLED).count() == 1
    again = asked_by(coordinator, plan)
    assert (again, again.job.attempt) == (report, 3)
    assert built(again).job.state == JobState.DONE
    assert Paper.objects.count() == 1


def test_a_report_built_again_takes_the_place_of_the_first_which_stays(plan, coordinator, report):
    first = built(report)
    again = built(asked_by(coordinator, plan))
    assert (again.issue, again.restates, again.last.contents != first.last.contents) == (2, first, True)
    assert "Issue 2: Built again from what is recorded now. Issue 1 is kept beside it." in str(again.last.contents)
    assert Paper.objects.get(pk=first.pk).restated_by == again


def test_files_made_again_say_what_the_report_said(plan, coordinator, report):
    ready = built(report)
    plan.actions.update(number="changed since")
    again = built(try_again(actor=coordinator, paper=ready))
    assert (again.job.state, again.last.contents, again.last.taken_at) == (
        JobState.DONE,
        ready.last.contents,
        ready.last.taken_at,
    )
    assert again.files.count() == 2 * len(FileKind)


def test_a_job_that_was_superseded_leaves_the_newer_one_alone(report, monkeypatch):
    """Another process takes the report up again while this one is drawing."""
    make = building.make

    def interrupted(*args, tell, **more):
        Job.objects.filter(paper=report).update(state=JobState.ASKED, attempt=2)
        return make(*args, tell=tell, **more)

    monkeypatch.setattr(building, "make", interrupted)
    left = built(report)
    assert (left.job.state, left.job.attempt) == (JobState.ASKED, 2)
    assert not left.files.exists()
