"""The regular jobs are asked for once an hour, by one of however many workers."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.foundation.clock import LONDON, at
from towpath.jobs import rounds
from towpath.jobs.models import Job, Worker
from towpath.jobs.services import clear_finished
from towpath.jobs.supervising import Keeper
from towpath.jobs.tasks import work
from towpath.jobs.tests.conftest import dead, living, state, task_of
from towpath.jobs.tests.examples import DONE, every_hour, note, note_mail
from towpath.jobs.tests.running import run_jobs
from towpath.serving.daily import REGULAR, clear_away

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 28, 10, 5, tzinfo=LONDON)


def test_two_workers_ask_once_an_hour() -> None:
    keepers = [Keeper("one", [every_hour]), Keeper("two", [every_hour])]
    for moment in (TEN, TEN + timedelta(minutes=50), TEN + timedelta(hours=1)):
        with at(moment):
            for keeper in keepers:
                keeper.step()
            run_jobs()
    assert DONE == [0, 0]


def test_the_hour_that_comes_twice_in_autumn_is_two_hours() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    for moment in (first, first.replace(fold=1)):
        with at(moment):
            rounds.ask_for([every_hour])
            run_jobs()
    assert DBTaskResult.objects.count() == 2


def test_a_regular_job_that_takes_more_than_an_hour_is_not_begun_beside_itself() -> None:
    for hours, is_asked_for in ((0, 1), (1, 0)):
        with at(TEN + timedelta(hours=hours)):
            assert rounds.ask_for([every_hour]) == is_asked_for
    run_jobs()
    with at(TEN + timedelta(hours=2)):
        assert rounds.ask_for([every_hour]) == 1


def test_a_clock_that_stood_ahead_keeps_no_regular_job_waiting() -> None:
    with at(TEN + timedelta(days=30)):
        rounds.ask_for([every_hour])
    run_jobs()
    with at(TEN):
        assert rounds.ask_for([every_hour]) == 1


def test_the_hour_is_not_used_up_where_the_job_could_not_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(type(work.get_backend()), "enqueue", _fail)
        with pytest.raises(RuntimeError):
            rounds.ask_for([every_hour])
    assert rounds.ask_for([every_hour]) == 1


def _fail(*args: object) -> None:
    raise RuntimeError


def test_every_regular_job_can_be_done_and_done_again() -> None:
    for hour in range(2):
        with at(TEN + timedelta(hours=hour)):
            assert rounds.ask_for(REGULAR) == len(REGULAR)
            run_jobs()
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_what_is_done_long_ago_is_cleared_and_what_failed_stays_a_month() -> None:
    old, failed, fresh = (task_of(note(number)).pk for number in (1, 2, 3))
    run_jobs()
    results = DBTaskResult.objects
    results.filter(pk__in=[old, failed]).update(finished_at=timezone.now() - timedelta(days=3))
    results.filter(pk=failed).update(status="FAILED")
    waiting = task_of(note(4)).pk
    assert clear_finished() == 1
    assert set(results.values_list("pk", flat=True)) == {failed, fresh, waiting}
    results.filter(pk=failed).update(finished_at=timezone.now() - timedelta(days=31))
    assert clear_finished() == 1


def test_of_what_is_done_long_ago_only_the_jobs_of_what_is_gone_are_cleared() -> None:
    jobs = [note(1), note_mail(2), note_mail(3)]
    run_jobs()
    Job.objects.exclude(pk=jobs[2].pk).update(ended_at=timezone.now() - timedelta(days=3))
    clear_finished()
    assert set(Job.objects.all()) == {jobs[0], jobs[2]}
    assert state(jobs[0]) == "done"


def test_dead_workers_and_ended_sessions_are_cleared() -> None:
    dead("old", days=2)
    living("new")
    for seconds in (-60, 60):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(seconds=seconds))
        session.create()
    clear_away()
    assert list(Worker.objects.values_list("pk", flat=True)) == ["new"]
    assert Session.objects.count() == 1
