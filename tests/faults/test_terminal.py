"""What a terminal says while something fails: a sentence and the exit code 1, never a trace."""

import pytest

from tests.faults.browsing import Browser
from tests.faults.test_pages import damage, lose, lose_folder
from tests.faults.world import World
from tests.journeys.site import free_port

COMMANDS = (
    ("index",),
    ("figures", "--programme=1", "--on=2026-09-30"),
    ("db_worker", "--batch"),
    ("serve", "--port=0"),
)


def ends(world: World, *command: str, sentence: str, **environment: str) -> None:
    """It ends with 1, and the one line it says holds the sentence."""
    started = world.start(*command, **environment)
    assert started.ended() == 1
    (line,) = started.log.read_text().strip().splitlines()
    assert sentence in line


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (lose, "The database is not set up for this version of Towpath. If there was a database before"),
        (damage, "The database is damaged. Stop Towpath"),
    ],
)
def test_a_file_that_fails_is_a_sentence(on_sqlite, happens, sentence):
    on_sqlite.play("sign_in")
    happens(on_sqlite)
    for command in COMMANDS:
        ends(on_sqlite, *command, sentence=sentence)


def test_a_file_that_cannot_be_opened_is_a_sentence(on_sqlite):
    lose_folder(on_sqlite)
    for command in [("index",), ("migrate",)]:
        ends(on_sqlite, *command, sentence="Towpath cannot reach its database just now. See that the database runs")


def test_a_database_that_is_away_is_a_sentence_and_who_serves_waits_for_it(on_postgresql):
    world, port = on_postgresql, free_port()
    world.cluster.stop()
    try:
        for command in [("index",), ("migrate",), ("db_worker", "--batch")]:
            ends(world, *command, sentence="Towpath cannot reach its database just now. See that the database runs")
        server = world.start("serve", f"--port={port}")
        world.until(lambda: server.said("Serving on"), server)
        assert Browser(port).get("/health/").status == 503
        assert not server.said("Traceback")
    finally:
        world.cluster.start()
    world.until(lambda: Browser(port).get("/health/").page == "ok", server)


def test_settings_that_are_wrong_are_a_sentence(on_sqlite):
    wrong = {
        "DJANGO_SETTINGS_MODULE": "towpath.settings.production", "SECRET_KEY": "", "ALLOWED_HOSTS": "towpath.example",
    }  # fmt: skip
    ends(on_sqlite, "verify", sentence="Set SECRET_KEY before starting", **wrong)


def test_status_says_of_each_thing_whether_it_is_well(world):
    """Nobody works and no backup was made; then a worker does its round."""
    first = world.start("status")
    assert first.ended() == 1
    assert first.said("well   Database: It answers and holds ")
    assert first.said("FAULT  Worker: No worker does jobs, none was ever heard of.")
    assert first.said("FAULT  Daily round: It was never done")
    assert first.said("FAULT  Backup: None was ever made")
    assert not first.said("Traceback")
    worker = world.start("db_worker")
    world.until(lambda: world.rows("SELECT count(*) FROM audit_verification") == [(1,)], worker)
    then = world.start("status")
    assert then.ended() == 1
    assert then.said("well   Worker: 1 worker does jobs, last heard of on ")
    assert then.said("well   Daily round: Last done on ")


def test_status_of_a_database_that_is_away_still_says_what_the_machine_knows(on_postgresql):
    on_postgresql.cluster.stop()
    try:
        status = on_postgresql.start("status", "--format=json")
        assert status.ended() == 1
    finally:
        on_postgresql.cluster.start()
    assert status.said('"is_well": false')
    assert status.said("Towpath cannot reach its database just now.")
    assert status.said("Disk of kept files")
    assert not status.said("Traceback")
