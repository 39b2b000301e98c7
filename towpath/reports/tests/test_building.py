"""Reports are built by a job: whole or not at all, once, and again after a failure or a restart."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.blocks import from_json
from towpath.foundation.periods import Quarter
from towpath.foundation.transitions import NotTheNextState
from towpath.jobs import running, workers
from towpath.jobs.tests.running import run_jobs
from towpath.partners.tests.builders import person_with
from towpath.reports import tasks
from towpath.reports.models import STATES, FileKind, Report, State
from towpath.reports.services import asking, building
from towpath.reports.services.asking import NoSuchQuarter, ask_for_report, try_again
from towpath.reports.services.states import move
from towpath.reports.tests.story import QUARTER, REPORTED_ON, on, whole_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return whole_story()


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


def asked_by(actor, plan, quarter=QUARTER) -> Report:
    with on(REPORTED_ON):
        return ask_for_report(actor=actor, plan=plan, quarter=quarter)


def built(report: Report) -> Report:
    with on(REPORTED_ON):
        run_jobs()
    return Report.objects.get(pk=report.pk)


def test_asking_hands_the_report_to_a_worker_once_it_is_kept(plan, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = asked_by(coordinator, plan)
    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs["args"] == [report.pk, 1]
    assert Entry.objects.filter(event=Event.REPORT_REQUESTED, actor_key=str(coordinator.pk)).count() == 1


def test_asking_twice_gives_the_same_report(plan, coordinator, report):
    assert asked_by(coordinator, plan) == report
    assert Report.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_are_told_why_and_nothing_is_kept(plan, role):
    with pytest.raises(PermissionDenied, match="Only the partnership's coordinator"):
        asked_by(person_with(role, partnership=plan.partnership), plan)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2026/27 Q3", "2026/27 Q3 has not begun: choose this quarter or an earlier one."),
        ("2025/26 Q3", "2025/26 Q3 is before the plan began on 12 January 2026: choose 2025/26 Q4 or later."),
    ],
)
def test_a_quarter_with_nothing_to_report_is_refused_with_the_reason(plan, coordinator, quarter, sentence):
    with pytest.raises(NoSuchQuarter) as refused:
        asked_by(coordinator, plan, Quarter.parse(quarter))
    assert str(refused.value) == sentence
    assert not Report.objects.exists()


def test_a_built_report_has_its_files_with_their_fingerprints(report):
    ready = built(report)
    assert (ready.state, ready.done, ready.total) == (State.READY, 3, 3)
    files = {file.kind: file for file in ready.files.all()}
    assert set(files) == set(FileKind)
    for file in files.values():
        with file.file.open() as kept:
            content = kept.read()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert from_json(ready.contents).title.below.startswith("Report for Quarter 1 2026/27")
    assert Entry.objects.filter(event=Event.REPORT_BUILT).count() == 1


def test_a_job_run_twice_builds_once(report):
    first = built(report)
    tasks.build_report.func(report.pk, report.attempt)
    assert Report.objects.get(pk=report.pk).built_at == first.built_at
    assert Entry.objects.filter(event=Event.REPORT_BUILT).count() == 1


def test_a_report_that_cannot_be_built_says_so_and_keeps_nothing(report, broken):
    failed = built(report)
    assert failed.state == State.FAILED
    assert failed.failure.startswith("The report could not be built: try again")
    assert "ink" not in failed.failure
    assert not failed.files.exists()


def test_a_failed_report_is_tried_again_and_comes_out_right(report, coordinator, broken):
    failed = built(report)
    broken.undo()
    again = try_again(actor=coordinator, report=failed)
    assert (again.state, again.attempt, again.failure) == (State.ASKED, 2, "")
    assert built(again).state == State.READY


def test_what_a_worker_left_when_it_died_is_built_by_another(report):
    running.claim(["default"], "dead:jobs")
    Report.objects.filter(pk=report.pk).update(state=State.BUILDING, done=2)
    assert built(report).state == State.BUILDING
    assert workers.take_up_orphans() == 1
    assert built(report).state == State.READY


def test_a_report_that_kills_its_workers_is_given_up_and_says_so(report):
    for _ in range(running.MOST_TRIES):
        running.claim(["default"], "dead:jobs")
        workers.take_up_orphans()
    report.refresh_from_db()
    assert report.state == State.FAILED
    assert DBTaskResult.objects.get().status == "FAILED"
    assert report.failure.endswith(f"pass on {running.reference_of(DBTaskResult.objects.get())}.")


def test_a_report_that_hangs_is_asked_for_again_and_the_first_job_leaves_it_alone(report, coordinator):
    first = running.claim(["default"], "hangs:jobs")
    Report.objects.filter(pk=report.pk).update(state=State.BUILDING)
    again = try_again(actor=coordinator, report=report)
    ready = built(again)
    assert (ready.state, ready.attempt) == (State.READY, 2)
    running.settle(running.perform(first))
    assert Report.objects.get(pk=report.pk).built_at == ready.built_at


def test_a_cancelled_report_is_built_no_more_and_can_be_asked_for_again(plan, coordinator, report):
    asking.cancel_report(actor=coordinator, report=report)
    cancelled = built(report)
    assert (cancelled.state, cancelled.files.count()) == (State.CANCELLED, 0)
    assert Entry.objects.filter(event=Event.REPORT_CANCELLED).count() == 1
    newer = asked_by(coordinator, plan)
    assert try_again(actor=coordinator, report=cancelled) == newer != report
    with on(REPORTED_ON):
        run_jobs()
    assert built(try_again(actor=coordinator, report=cancelled)).state == State.READY


def test_files_made_again_say_what_the_report_said(plan, coordinator, report):
    ready = built(report)
    plan.actions.update(number="changed since")
    again = built(try_again(actor=coordinator, report=ready))
    assert (again.state, again.contents, again.built_at) == (State.READY, ready.contents, ready.built_at)
    assert again.files.count() == len(FileKind)


def test_a_job_that_was_superseded_leaves_the_newer_one_alone(report, monkeypatch):
    """Another process takes the report up again while this one is drawing."""
    make = building.make

    def interrupted(*args, tell, **more):
        Report.objects.filter(pk=report.pk).update(state=State.ASKED, attempt=2)
        return make(*args, tell=tell, **more)

    monkeypatch.setattr(building, "make", interrupted)
    left = built(report)
    assert (left.state, left.attempt) == (State.ASKED, 2)
    assert not left.files.exists()


def test_every_state_can_be_reached():
    assert {to for state in State for to in STATES.after(state)} == set(State)


@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("to", State)
def test_a_report_moves_only_as_the_table_says(report, start, to):
    report.state = start
    if to in STATES.after(start):
        assert move(report, to).state == to
    else:
        with pytest.raises(NotTheNextState):
            move(report, to)
