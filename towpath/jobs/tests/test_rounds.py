"""The regular jobs are asked for once an hour, by one of however many workers."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.foundation.clock import LONDON, at
from towpath.jobs import rounds
from towpath.jobs.models import Turn, Worker
from towpath.jobs.services import clear_finished
from towpath.jobs.supervising import Keeper
from towpath.jobs.tests.conftest import dead, living
from towpath.jobs.tests.examples import DONE, every_hour, note
from towpath.jobs.tests.running import run_jobs
from towpath.serving.daily import REGULAR
from towpath.serving.tasks import clear_away

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 28, 10, 5, tzinfo=LONDON)


def test_two_workers_ask_once_an_hour() -> None:
    keepers = [Keeper("one", [every_hour]), Keeper("two", [every_hour])]
    for moment in (TEN, TEN + timedelta(minutes=50), TEN + timedelta(hours=1)):
        with at(moment):
            for keeper in keepers:
                keeper.step()
    assert DBTaskResult.objects.count() == 2
    run_jobs()
    assert DONE == ["every hour"] * 2


def test_the_hour_that_comes_twice_in_autumn_is_two_hours() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    for moment in (first, first.replace(fold=1)):
        with at(moment):
            rounds.ask_for([every_hour])
    assert DBTaskResult.objects.count() == 2


def test_a_turn_is_not_taken_where_the_job_could_not_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(type(every_hour.get_backend()), "enqueue", _fail)
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
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_what_is_done_long_ago_is_cleared_and_what_failed_stays_a_month() -> None:
    old, failed, fresh = note.enqueue("old"), note.enqueue("failed"), note.enqueue("fresh")
    run_jobs()
    results = DBTaskResult.objects
    results.filter(pk__in=[old.id, failed.id]).update(finished_at=timezone.now() - timedelta(days=3))
    results.filter(pk=failed.id).update(status="FAILED")
    waiting = note.enqueue("waiting")
    assert clear_finished() == 1
    assert set(map(str, results.values_list("pk", flat=True))) == {failed.id, fresh.id, waiting.id}
    results.filter(pk=failed.id).update(finished_at=timezone.now() - timedelta(days=31))
    assert clear_finished() == 1


def test_dead_workers_taken_turns_and_ended_sessions_are_cleared() -> None:
    dead("old", days=2)
    living("new")
    for hours in (1, 24 * 8):
        Turn.objects.create(job="x", hour=timezone.now() - timedelta(hours=hours))
    for seconds in (-60, 60):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(seconds=seconds))
        session.create()
    clear_away.func()
    assert list(Worker.objects.values_list("pk", flat=True)) == ["new"]
    assert Turn.objects.count() == 1
    assert Session.objects.count() == 1
