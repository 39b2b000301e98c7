"""One row for a job: asked for once at a time, told how far it is, ended with what it writes, and asked for again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from towpath.access.roles import Role
from towpath.foundation.transitions import TransitionError
from towpath.jobs.kinds import KINDS, JobKind
from towpath.jobs.models import JOB, UNDER_WAY, Job, JobState
from towpath.jobs.presenters import present_job
from towpath.jobs.progress import NotWantedError, Progress, SupersededError, TryLaterError, begin, move, note_failure
from towpath.jobs.services import ask, cancel, forget
from towpath.jobs.tests.examples import DONE, NOTE, note
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off
from towpath.jobs.workers import beat
from towpath.partners.tests.builders import partnership_named, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return note(1)


@pytest.fixture
def begun(job: Job) -> Progress:
    progress = begin(job.pk, 1)
    assert progress is not None
    return progress


def kept(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def doing(monkeypatch: pytest.MonkeyPatch, work) -> None:
    """Have a kind of job do this."""
    monkeypatch.setitem(KINDS._things, NOTE, JobKind(NOTE, "Note", work, steps=2))


def test_every_state_can_be_reached_and_left() -> None:
    assert {to for state in JobState for to in JOB.after(state)} == set(JobState)
    assert all(JobState.ASKED in JOB.after(state) for state in JobState)


@pytest.mark.parametrize("start", JobState)
@pytest.mark.parametrize("to", JobState)
def test_a_job_moves_only_as_the_table_says(job: Job, start: JobState, to: JobState) -> None:
    job.state = start
    if to in JOB.after(start):
        assert move(job, to).state == to
    else:
        with pytest.raises(TransitionError):
            move(job, to)


@pytest.mark.parametrize("state", JobState)
def test_asked_for_again_it_is_begun_once_more_unless_it_is_under_way(job: Job, state: JobState) -> None:
    Job.objects.update(state=state, failure="Stopped by a fault", tries=3)
    again, is_under_way = note(1), state in UNDER_WAY
    assert (again.pk, again.attempt) == (job.pk, 1 if is_under_way else 2)
    assert again.state == (state if is_under_way else "asked")
    assert DBTaskResult.objects.count() == again.attempt
    anew = ask(NOTE, 1, anew=True)
    assert (anew.state, anew.attempt, anew.tries, anew.failure) == ("asked", again.attempt + 1, 0, "")


def test_each_thing_has_a_job_of_its_own() -> None:
    assert len({note(1).pk, note(2).pk, ask("tests.note_mail", 1).pk}) == 3


def test_how_far_it_is_can_be_seen_while_it_is_done(begun: Progress) -> None:
    begun.step(1, "Setting the PDF")
    shown = kept(begun.job)
    assert (shown.state, shown.done, shown.total, shown.step) == ("working", 1, 2, "Setting the PDF")
    beat("somebody")
    assert present_job(shown).sentence == "Step 2 of 2: Setting the PDF."
    assert not present_job(shown).notice


@pytest.mark.parametrize("meanwhile", [cancel, lambda job: ask(NOTE, 1, anew=True), lambda job: forget(NOTE, [1])])
def test_an_attempt_that_is_no_longer_wanted_stops_at_its_next_step_and_writes_nothing(begun: Progress, meanwhile):
    meanwhile(begun.job)
    with pytest.raises(SupersededError):
        begun.step(1, "Setting the PDF")
    with pytest.raises(SupersededError), begun.finishing():
        DONE.append(1)
    assert DONE == []
    assert begin(begun.job.pk, 1) is None


def test_what_the_work_writes_is_kept_with_its_end_or_not_at_all(begun: Progress) -> None:
    with pytest.raises(SupersededError):
        _write_superseded(begun)
    assert not Job.objects.filter(subject=2).exists()
    assert (kept(begun.job).state, begun.is_finished) == ("working", False)
    with begun.finishing():
        other = note(2)
    ended = kept(begun.job)
    assert (ended.state, ended.done, ended.ended_at is not None) == ("done", 2, True)
    assert Job.objects.filter(pk=other.pk).exists()


def _write_superseded(begun: Progress) -> None:
    """Somebody asks for another attempt just before what this one wrote is kept."""
    with begun.finishing():
        note(2)
        Job.objects.filter(pk=begun.job.pk).update(attempt=2)


def test_a_job_run_twice_is_done_once(job: Job) -> None:
    run_jobs()
    assert begin(job.pk, 1) is None
    DBTaskResult.objects.update(status="READY")
    run_jobs()
    assert DONE == [1]


def test_a_failure_of_an_attempt_that_is_over_changes_nothing(begun: Progress) -> None:
    ask(NOTE, 1, anew=True)
    note_failure(begun.job.pk, 1, failure="Stopped by a fault", reference="ABCD1234")
    assert (kept(begun.job).state, kept(begun.job).failure) == ("asked", "")


def test_a_cancelled_job_is_not_done_and_can_be_asked_for_again(job: Job) -> None:
    assert (cancel(job).state, cancel(job).attempt) == ("cancelled", 2)
    run_jobs()
    assert DONE == []
    note(1)
    run_jobs()
    assert DONE == [1]


def test_what_a_job_is_for_may_be_gone(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(subject: int, progress: Progress) -> None:
        raise NotWantedError

    doing(monkeypatch, gone)
    run_jobs()
    assert kept(job).state == "cancelled"


def test_what_is_tried_later_has_failed_after_its_last_try_and_has_all_of_them_again(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(subject: int, progress: Progress) -> None:
        raise TryLaterError("nobody answers.", (timedelta(minutes=1), timedelta(minutes=9)))

    doing(monkeypatch, later)
    seen = []
    for _ in range(3):
        run_jobs_that_were_put_off()
        seen.append((kept(job).state, kept(job).tries))
    assert seen == [("asked", 1), ("asked", 2), ("failed", 2)]
    assert note(1).tries == 0
    run_jobs()
    assert kept(job).state == "asked"


def test_nobody_is_told_of_a_job_that_was_never_kept() -> None:
    with transaction.atomic():
        note(1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.ADMINISTRATOR, True), (Role.AUDITOR, True), (Role.COORDINATOR, False)]
)
def test_who_sees_a_job(role: Role, sees: bool) -> None:
    ours, theirs = partnership_named("Ours"), partnership_named("Theirs")
    jobs = [ask(NOTE, n, partnership_key=key) for n, key in enumerate((ours.pk, theirs.pk, None))]
    seen = Job.objects.visible_to(person_with(role, partnership=ours))
    assert set(seen) == ({jobs[0], jobs[2]} if sees else set())
