"""A process killed with `kill -9` half-way: nothing of it is kept, and the same done again is done whole."""

import os
from pathlib import Path

import pytest

from tests.faults.world import World

# What is done, and after which call of what it dies: everything written, nothing committed.
DEATHS = {
    "save": "towpath.plans.services.progress.offer_figures",
    "bring_in": "towpath.sources.services.saving._end",
    "ask": "towpath.papers.services.writing.ask_for_files",
    "issue": "towpath.papers.services.deciding.ask_for_files",
}


@pytest.mark.parametrize("what", DEATHS)
def test_what_was_killed_on_the_way_left_nothing_and_is_done_whole_the_next_time(world: World, what: str) -> None:
    before = world.play("everything")
    assert before["chain"]
    world.dies(what, DEATHS[what])
    assert world.play("everything") == before
    assert world.play(what)
    after = world.play("everything")
    assert after["chain"]
    assert after["rows"] != before["rows"]


# A job dies between its files, nothing committed; and when it is done and its worker had no time to say so.
@pytest.mark.parametrize("at", ["towpath.papers.services.building._keep#2", "towpath.jobs.running.perform"])
def test_a_job_whose_worker_was_killed_is_done_by_another_worker(world: World, at: str) -> None:
    world.play("ask")
    killed = world.start("db_worker", "--batch", TOWPATH_DIE_AT=at)
    assert killed.ended() == -9
    assert world.play("report")["built"] == at.endswith("perform")
    world.time_passes()
    follows = world.start("db_worker")
    world.until(lambda: world.report_is("done") and nothing_runs(world), follows)
    report = world.play("report")
    assert (report["state"], report["whole"], report["built"]) == ("done", [True] * 2, 1)
    assert world.play("everything")["chain"]


def test_a_web_server_killed_in_mid_job_takes_it_up_when_it_is_started_again(world: World) -> None:
    world.play("ask")
    killed = world.start("serve", "--port=0", TOWPATH_DIE_AT="towpath.papers.services.building._contents")
    assert killed.ended() == -9
    world.time_passes()
    again = world.start("serve", "--port=0")
    world.until(lambda: world.report_is("done"), again)


def test_a_report_that_kills_every_worker_is_given_up_and_can_be_asked_for_again(world: World) -> None:
    world.play("ask")
    for _ in range(3):
        worker = world.start("db_worker", TOWPATH_DIE_AT="towpath.papers.services.building._contents")
        assert worker.ended() == -9
        world.time_passes()
    follows = world.start("db_worker")
    world.until(lambda: world.report_is("failed"), follows)
    assert "could not be built: try again" in world.play("report")["failure"]
    world.play("ask_again")
    world.until(lambda: world.report_is("done"), follows)


def test_a_worker_that_was_killed_is_missed_by_itself(world: World) -> None:
    """Nobody says that time has passed: the other worker, there all along, notices."""
    soon = {"TOWPATH_DEAD_AFTER": "10"}
    world.play("ask")
    killed = world.start("db_worker", TOWPATH_DIE_AT="towpath.papers.services.building._contents", **soon)
    assert killed.ended() == -9
    other = world.start("db_worker", **soon)
    world.until(lambda: world.report_is("done"), other)


def test_a_file_whose_row_was_never_kept_is_found_and_removed_a_day_later(world: World) -> None:
    """Nothing that a row names goes, and nothing that is young enough to be named yet."""
    world.play("ask")
    world.until(lambda: world.report_is("done"), world.start("db_worker"))
    kept = files_of(world)
    world.dies("save", DEATHS["save"])
    (left,) = files_of(world) - kept
    assert world.play("clear_left_files") == [0, 0]
    assert files_of(world) == kept | {left}
    for file in files_of(world):
        os.utime(file, (0, 0))
    assert world.play("clear_left_files") == [1, 0]
    assert files_of(world) == kept
    assert world.play("report")["whole"] == [True] * 2


def test_no_file_is_removed_where_the_folder_seems_to_be_anothers(world: World) -> None:
    world.play("save")
    (kept,) = files_of(world)
    for name in ("some", "others"):
        (world.folder / "evidence" / name).write_text("of another database")
    for file in files_of(world):
        os.utime(file, (0, 0))
    assert world.play("clear_left_files") == [0, 2]
    assert len(files_of(world)) == 3
    assert kept.exists()


def files_of(world: World) -> set[Path]:
    return {path for path in (world.folder / "evidence").rglob("*") if path.is_file()}


def nothing_runs(world: World) -> bool:
    return world.rows("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'") == [(0,)]
