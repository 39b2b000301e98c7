"""A job is done once, by one worker; one that fails says so, and one that met an absent database is done again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.jobs import running
from towpath.jobs.models import Job
from towpath.jobs.supervising import JobLane, work_through
from towpath.jobs.tests.conftest import state, task_of
from towpath.jobs.tests.examples import DONE, FAULTS, PanicError, away, note, note_mail
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off

pytestmark = pytest.mark.django_db


def test_waiting_jobs_are_done_in_turn() -> None:
    jobs = [note(1), note(2)]
    assert run_jobs() == 2
    assert DONE == [1, 2]
    assert {state(job) for job in jobs} == {"done"}
    assert run_jobs() == 0


def test_a_claimed_job_is_claimed_by_nobody_else() -> None:
    note(1)
    assert running.claim(["default"], "a:jobs") is not None
    assert running.claim(["default"], "b:jobs") is None


def test_the_queue_holds_keys_alone() -> None:
    job = note(7)
    task = task_of(job)
    assert (task.task_path, task.args_kwargs) == ("towpath.jobs.tasks.work", {"args": [job.pk, 1], "kwargs": {}})


@pytest.mark.parametrize(
    "error", [RuntimeError("words of a survivor"), SystemExit(3), PanicError("words of a survivor")]
)
def test_a_job_that_fails_tells_the_reference_in_the_log_and_keeps_no_words(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    FAULTS.append(error)
    job = note(1)
    note(2)
    run_jobs()
    assert DONE == [2]
    task = task_of(job)
    job.refresh_from_db()
    assert (task.status, task.traceback) == ("FAILED", "")
    assert "survivor" not in f"{DBTaskResult.objects.values()}{Job.objects.values()}"
    assert (job.state, job.failure, job.reference) == ("failed", "Stopped by a fault", running.reference_of(task))
    assert job.ended_at is not None
    assert job.reference in caplog.text


def test_a_job_that_met_an_absent_database_is_put_off_and_done_again() -> None:
    FAULTS.append(away())
    job = note(1)
    run_jobs()
    assert (state(job), task_of(job).status, DONE) == ("working", "READY", [])
    run_jobs_that_were_put_off()
    assert (state(job), DONE) == ("done", [1])


def test_a_job_that_meets_it_every_time_is_put_off_longer_each_time_and_then_given_up() -> None:
    FAULTS.extend(away() for _ in range(running.MOST_FAULTS))
    job = note(1)
    put_off = []
    for _ in range(running.MOST_FAULTS - 1):
        run_jobs_that_were_put_off()
        put_off.append(round((DBTaskResult.objects.get().run_after - timezone.now()).total_seconds() / 15))
    assert put_off == [1, 4, 16, 64, 256]
    assert timedelta(seconds=15 * 256) < running.LONGEST_PUT_OFF
    assert state(job) == "working"
    run_jobs_that_were_put_off()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.failure.startswith("Given up after 6 tries")


def test_what_came_of_a_job_that_another_took_up_meanwhile_is_left_alone() -> None:
    job = note(1)
    first = running.claim(["default"], "slow:jobs")
    assert first is not None
    outcome = running.perform(first)
    DBTaskResult.objects.update(worker_ids=["slow:jobs", "quick:jobs"])
    running.settle(outcome)
    assert task_of(job).status == "RUNNING"


def test_a_job_whose_code_is_gone_fails_like_any_other_and_keeps_none_from_its_turn() -> None:
    job = note(1)
    note(2)
    Job.objects.filter(pk=job.pk).update(kind="gone.lost_for_ever")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.called, DONE) == ("failed", "Lost for ever", [2])


def test_mail_goes_while_the_other_lane_is_at_work() -> None:
    note(1)
    running.claim(["default"], "busy:jobs")
    note_mail(2)
    assert JobLane("busy", "mail", ["mail"]).step() == 0
    assert DONE == [2]


def test_a_lane_keeps_what_came_of_a_job_until_the_database_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    job, lane = note(1), JobLane("a", "jobs", ["default"])
    with monkeypatch.context() as broken:
        broken.setattr(running, "settle", _away)
        with pytest.raises(type(away())):
            lane.step()
    assert (task_of(job).status, DONE) == ("RUNNING", [1])
    lane.step()
    assert (task_of(job).status, state(job), DONE) == ("SUCCESSFUL", "done", [1])


def test_a_claim_that_was_kept_although_nobody_heard_of_it_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    job, lane = note(1), JobLane("a", "jobs", ["default"])
    really_claim = running.claim

    def claim_and_lose(*args: Any) -> None:
        really_claim(*args)
        raise away()

    with monkeypatch.context() as broken:
        broken.setattr(running, "claim", claim_and_lose)
        with pytest.raises(type(away())):
            lane.step()
    assert task_of(job).status == "RUNNING"
    lane.step()
    assert (state(job), DONE) == ("done", [1])


def _away(outcome: running.Outcome) -> None:
    raise away()


def test_working_through_says_how_much_was_done() -> None:
    note(1)
    note_mail(2)
    assert work_through() == 2
