"""A worker that dies is followed by another, whatever it was doing; one that lives is left alone."""

import signal
import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.jobs import running, workers
from towpath.jobs.models import Worker
from towpath.jobs.supervising import FIRST_PAUSE, LONGEST_PAUSE, Keeper, WorkerProcess, keep_going
from towpath.jobs.tests.conftest import Clockless, dead, living, state, task_of
from towpath.jobs.tests.examples import DONE, PanicError, away, note
from towpath.jobs.tests.running import run_jobs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("worker", "is_taken_up"),
    [
        (lambda: living("w"), False),
        (lambda: dead("w", minutes=5), True),
        (lambda: dead("w", seconds=20), False),
        (lambda: dead("w", days=-30), True),  # its clock, the database's, stood a month ahead when it was heard
        (lambda: "w", True),  # never heard of
    ],
)
def test_a_job_is_taken_up_only_from_a_worker_that_is_dead(worker, is_taken_up: bool) -> None:
    job = note(1)
    running.claim(["default"], f"{worker()}:jobs")
    assert workers.take_up_orphans() == is_taken_up
    assert task_of(job).status == ("READY" if is_taken_up else "RUNNING")
    assert run_jobs() == is_taken_up


def test_a_worker_that_ends_leaves_what_it_was_doing_to_others_at_once() -> None:
    note(1)
    running.claim(["default"], f"{living('w')}:jobs")
    workers.retire("w")
    assert workers.take_up_orphans() == 1


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = note(1)
    for tries in range(running.MOST_TRIES):
        assert task_of(job).status == "READY"
        running.claim(["default"], f"{tries}:jobs")
        workers.take_up_orphans()
    kept = task_of(job)
    assert (kept.status, kept.exception_class_path) == ("FAILED", "towpath.jobs.running.GivenUpError")
    assert state(job) == "failed"
    assert DONE == []


def test_pages_can_tell_whether_anybody_works() -> None:
    assert not workers.someone_works()
    dead("w")
    assert not workers.someone_works()
    living("w")
    assert workers.someone_works()


def test_a_worker_is_heard_of_again_after_its_row_was_cleared() -> None:
    living("w")
    Worker.objects.all().delete()
    workers.beat("w")
    assert workers.someone_works()


def test_no_fault_ends_a_thread_and_it_waits_longer_after_each_in_a_row() -> None:
    stopping = Clockless(steps=8)
    script = iter([away(), away(), 1.0, away(), ValueError(), PanicError(), away(), away()])

    def step() -> float:
        now = next(script)
        if isinstance(now, BaseException):
            raise now
        return now

    keep_going(step, stopping)
    assert stopping.waits == [1.0, 2.0, 1.0, 1.0, 2.0, 4.0, 8.0, LONGEST_PAUSE]
    assert stopping.waits[0] == FIRST_PAUSE


def test_a_keeper_that_met_a_fault_lets_the_others_be_heard_before_it_takes_up_their_jobs(
    monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    settings.TOWPATH_BEAT_EVERY, settings.TOWPATH_DEAD_AFTER = 5, 15
    job, keeper = note(1), Keeper("me", [])
    running.claim(["default"], f"{dead('them')}:jobs")
    with monkeypatch.context() as broken:
        broken.setattr(workers, "beat", _away)
        with pytest.raises(type(away())):
            keeper.step()
    for _ in range(3):
        keeper.step()
        assert task_of(job).status == "RUNNING"
    keeper.step()
    assert task_of(job).status == "READY"


def _away(key: str) -> None:
    raise away()


def test_a_beat_is_by_the_databases_clock() -> None:
    before = timezone.now()
    living("w")
    heard = Worker.objects.get().beat_at
    assert abs((heard - before).total_seconds()) < 60


def test_a_job_put_off_by_a_clock_that_stood_ahead_is_done_once_it_stands_right() -> None:
    ahead, soon = note(1), note(2)
    for job, hours in ((ahead, 24 * 30), (soon, 1)):
        DBTaskResult.objects.filter(pk=task_of(job).pk).update(run_after=timezone.now() + timedelta(hours=hours))
    Keeper("me", []).step()
    assert run_jobs() == 1
    assert DONE == [1]


def test_a_signal_that_another_thread_takes_ends_the_process_too() -> None:
    """The system may give a signal to any thread; whoever waits for the others must still hear it."""
    process = WorkerProcess([])
    process.threads = [threading.Thread(target=process.stopping.wait, daemon=True)]
    before = signal.signal(signal.SIGTERM, lambda number, frame: process.stopping.set())
    # Once it has waited, it takes the signal itself, and waits on so that nothing else wakes the process.
    taker = threading.Timer(0.2, lambda: (signal.pthread_kill(threading.get_ident(), signal.SIGTERM), taken.wait()))
    taken, taker.daemon = threading.Event(), True
    try:
        process.start()
        taker.start()
        process.finish()
    finally:
        taken.set()
        signal.signal(signal.SIGTERM, before)
    assert process.stopping.is_set()
