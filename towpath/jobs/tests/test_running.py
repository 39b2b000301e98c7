"""A job is done once, by one worker; one that fails says so, and one that met an absent database is done again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.jobs import running
from towpath.jobs.kinds import JobKind, kind_of, register
from towpath.jobs.supervising import JobLane, work_through
from towpath.jobs.tests.conftest import state
from towpath.jobs.tests.examples import DONE, FAULTS, PanicError, away, note, note_mail
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off

pytestmark = pytest.mark.django_db
NOTE = "towpath.jobs.tests.examples.note"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the room of the job was told about its failure."""
    from towpath.jobs import kinds

    monkeypatch.setattr(kinds, "_kinds", {})
    heard: list[Any] = []
    register(NOTE, JobKind("Note", failed=lambda *args, reference, part: heard.append((args, reference))))
    return heard


def test_waiting_jobs_are_done_in_turn() -> None:
    jobs = [note.enqueue("first"), note.enqueue("second")]
    assert run_jobs() == 2
    assert DONE == ["first", "second"]
    assert {state(job) for job in jobs} == {"SUCCESSFUL"}
    assert run_jobs() == 0


def test_a_claimed_job_is_claimed_by_nobody_else() -> None:
    note.enqueue("once")
    assert running.claim(["default"], "a:jobs") is not None
    assert running.claim(["default"], "b:jobs") is None


@pytest.mark.parametrize(
    "error", [RuntimeError("words of a survivor"), SystemExit(3), PanicError("words of a survivor")]
)
def test_a_job_that_fails_tells_its_room_the_reference_in_the_log_and_keeps_no_words(
    told: list[Any], error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    FAULTS.append(error)
    job = note.enqueue("never")
    note.enqueue("next")
    run_jobs()
    assert DONE == ["next"]
    kept = DBTaskResult.objects.get(pk=job.id)
    assert (kept.status, kept.traceback) == ("FAILED", "")
    assert "survivor" not in str(DBTaskResult.objects.filter(pk=job.id).values())
    assert told == [(("never",), running.reference_of(kept))]
    assert running.reference_of(kept) in caplog.text


def test_a_room_that_cannot_take_the_news_keeps_no_other_job_from_its_turn(
    monkeypatch: pytest.MonkeyPatch, told: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    register(NOTE, JobKind("Note", failed=lambda *args, reference, part: 1 / 0))
    FAULTS.append(RuntimeError())
    job = note.enqueue("never")
    note.enqueue("next")
    run_jobs()
    assert (state(job), DONE) == ("FAILED", ["next"])
    assert "Nobody could be told" in caplog.text


def test_a_job_that_met_an_absent_database_is_put_off_and_done_again(told: list[Any]) -> None:
    FAULTS.append(away())
    job = note.enqueue("later")
    run_jobs()
    assert (state(job), DONE, told) == ("READY", [], [])
    run_jobs_that_were_put_off()
    assert (state(job), DONE) == ("SUCCESSFUL", ["later"])


def test_a_job_that_meets_it_every_time_is_put_off_longer_each_time_and_then_given_up(told: list[Any]) -> None:
    FAULTS.extend(away() for _ in range(running.MOST_FAULTS))
    job = note.enqueue("never")
    put_off = []
    for _ in range(running.MOST_FAULTS - 1):
        run_jobs_that_were_put_off()
        put_off.append(round((DBTaskResult.objects.get().run_after - timezone.now()).total_seconds() / 15))
    assert put_off == [1, 4, 16, 64, 256]
    assert timedelta(seconds=15 * 256) < running.LONGEST_PUT_OFF
    assert told == []
    run_jobs_that_were_put_off()
    assert state(job) == "FAILED"
    assert len(told) == 1


def test_what_came_of_a_job_that_another_took_up_meanwhile_is_left_alone() -> None:
    job = note.enqueue("twice")
    first = running.claim(["default"], "slow:jobs")
    assert first is not None
    outcome = running.perform(first)
    DBTaskResult.objects.update(worker_ids=["slow:jobs", "quick:jobs"])
    running.settle(outcome)
    assert state(job) == "RUNNING"


def test_a_job_whose_code_is_gone_fails_like_any_other() -> None:
    job = note.enqueue("lost")
    DBTaskResult.objects.update(task_path="towpath.gone.forever")
    run_jobs()
    assert state(job) == "FAILED"
    assert kind_of(DBTaskResult.objects.get()).label == "Forever"


def test_mail_goes_while_the_other_lane_is_at_work() -> None:
    note.enqueue("long")
    running.claim(["default"], "busy:jobs")
    note_mail.enqueue("code")
    assert JobLane("busy", "mail", ["mail"]).step() == 0
    assert DONE == ["code"]


def test_a_lane_keeps_what_came_of_a_job_until_the_database_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    job, lane = note.enqueue("once"), JobLane("a", "jobs", ["default"])
    with monkeypatch.context() as broken:
        broken.setattr(running, "settle", _away)
        with pytest.raises(type(away())):
            lane.step()
    assert (state(job), DONE) == ("RUNNING", ["once"])
    lane.step()
    assert (state(job), DONE) == ("SUCCESSFUL", ["once"])


def test_a_claim_that_was_kept_although_nobody_heard_of_it_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    job, lane = note.enqueue("claimed"), JobLane("a", "jobs", ["default"])
    really_claim = running.claim

    def claim_and_lose(*args: Any) -> None:
        really_claim(*args)
        raise away()

    with monkeypatch.context() as broken:
        broken.setattr(running, "claim", claim_and_lose)
        with pytest.raises(type(away())):
            lane.step()
    assert state(job) == "RUNNING"
    lane.step()
    assert (state(job), DONE) == ("SUCCESSFUL", ["claimed"])


def _away(outcome: running.Outcome) -> None:
    raise away()


def test_working_through_says_how_much_was_done() -> None:
    note.enqueue("one")
    note_mail.enqueue("two")
    assert work_through() == 2
