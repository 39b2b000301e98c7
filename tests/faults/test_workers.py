"""Several workers beside each other: each job is done by one, and nobody is reminded twice."""

import json
from collections import Counter
from pathlib import Path

from tests.faults.world import World

REMIND = """from towpath.foundation.clock import today
from towpath.plans.services.reminders import send_reminders
send_reminders(today())"""
RESULTS = "FROM django_tasks_database_dbtaskresult"


def test_two_workers_and_a_web_server_do_every_job_once(world: World) -> None:
    world.play("ask")
    started = [world.start("db_worker"), world.start("db_worker"), world.start("serve", "--port=0")]
    world.until(lambda: world.rows("SELECT count(*) FROM jobs_worker") == [(3,)], *started)
    world.until(lambda: world.report_is("done"), *started)
    world.until(
        lambda: world.rows(f"SELECT count(*) {RESULTS} WHERE status IN ('READY', 'RUNNING')") == [(0,)], *started
    )
    asked = Counter(str(arguments) for (arguments,) in world.rows(f"SELECT args_kwargs {RESULTS}"))
    assert len(asked) > 5
    assert set(asked.values()) == {1}, asked
    assert set(world.rows("SELECT state, attempt FROM jobs_job")) == {("done", 1)}
    tries = [
        json.loads(keys) if isinstance(keys, str) else keys for (keys,) in world.rows(f"SELECT worker_ids {RESULTS}")
    ]
    assert {len(keys) for keys in tries} == {1}
    assert not any(one.said("IntegrityError") for one in started)
    assert len(mails(world)) == 1
    assert world.play("report")["built"] == 1
    assert world.play("everything")["chain"]


def test_two_rounds_at_once_remind_nobody_twice(world: World) -> None:
    """Each of two processes does the reminders itself, as happens where a job was taken up while its worker lived."""
    rivals = [world.start("shell", "-c", REMIND) for _ in "ab"]
    assert [rival.ended() for rival in rivals] == [0, 0]
    assert world.rows("SELECT count(*) FROM plans_remindersent") == [(3,)]
    world.start("db_worker", "--batch").ended()
    assert len(mails(world)) == 1
    assert world.play("everything")["chain"]


def test_a_worker_told_to_end_finishes_its_job_and_is_no_longer_counted(world: World) -> None:
    world.play("ask")
    worker = world.start("db_worker")
    world.until(lambda: not world.report_is("asked"), worker)
    worker.process.terminate()
    assert worker.ended() == 0
    assert world.report_is("done")
    assert world.rows("SELECT count(*) FROM jobs_worker") == [(0,)]


def mails(world: World) -> list[Path]:
    return list((world.folder / "mail").glob("*"))
