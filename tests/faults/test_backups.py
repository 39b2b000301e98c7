"""A backup while people go on writing, and its restore: whatever stops either, nothing half is taken for whole."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.places import Answer, empty_place, files_of, run
from tests.faults.world import World

BACKED_UP = "SELECT count(*) FROM audit_entry WHERE event = 'backed_up'"
RESTORED = "SELECT count(*) FROM audit_entry WHERE event = 'restored'"
MAKING, RESTORING = "towpath.serving.backups.making", "towpath.serving.backups.restoring"


REFUSED = ["serve", "db_worker", "migrate", "backup"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "monday"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[[World], World]]:
    """Makes empty places beside an installation."""
    made: list[World] = []

    def make(beside: World) -> World:
        made.append(empty_place(beside, tmp_path / f"place-{len(made)}"))
        return made[-1]

    yield make
    for one in made:
        one.close()


def backed_up(world: World, target: Path) -> Answer:
    answer = run(world, "backup", str(target))
    assert answer.code == 0, answer.said
    return answer


def test_drill_everything_acknowledged_before_a_backup_is_in_what_is_restored(
    world: World, target: Path, place: Callable[[World], World]
) -> None:
    """Two processes go on saving, with evidence, before, during and after."""
    writers = [world.player({"TOWPATH_WRITER": name}) for name in "ab"]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go_on_saving\n")
        writer.stdin.flush()
    world.until(lambda: len(acknowledged(world)) >= 10)
    before = acknowledged(world)
    backed_up(world, target)
    so_far = len(acknowledged(world))
    world.until(lambda: len(acknowledged(world)) > so_far + 5)
    (world.folder / "stop").touch()
    for writer in writers:
        told, _ = writer.communicate()
        assert "answer" in json.loads(told), told
    restored = place(world)
    answer = run(restored, "restore", str(target))
    assert answer.code == 0, answer.said
    assert "FAULT" not in answer.said
    there = set(restored.play("saved"))
    assert before <= there < acknowledged(world)
    assert restored.play("everything")["chain"]
    assert files_of(restored).items() <= files_of(world).items()
    assert run(world, "verify").code == 0
    assert world.rows(BACKED_UP) == restored.rows(RESTORED) == [(1,)]


def acknowledged(world: World) -> set[int]:
    noted = world.folder / "acknowledged"
    return {int(line) for line in noted.read_text().split()} if noted.exists() else set()


@pytest.mark.parametrize("at", ["take_snapshot", "copy", "write_manifest"])
def test_backup_killed_on_the_way_leaves_no_backup(world: World, target: Path, at: str) -> None:
    world.play("save")
    assert run(world, "backup", str(target), TOWPATH_DIE_AT=f"{MAKING}.{at}").code == -9
    assert not target.exists()
    assert world.rows(BACKED_UP) == [(0,)]
    left = target.with_name("monday.unfinished")
    again = run(world, "backup", str(target))
    assert (again.code, str(left) in again.said, "what a backup that was stopped has left" in again.said) == (
        1,
        True,
        True,
    )
    shutil.rmtree(left)
    backed_up(world, target)


def test_what_is_left_of_a_killed_backup_is_not_restored(
    on_sqlite: World, target: Path, place: Callable[[World], World]
) -> None:
    on_sqlite.play("save")
    run(on_sqlite, "backup", str(target), TOWPATH_DIE_AT=f"{MAKING}.copy")
    answer = run(place(on_sqlite), "restore", str(target.with_name("monday.unfinished")))
    assert answer.code == 1
    assert "holds no whole backup" in answer.said


@pytest.mark.parametrize("at", ["_copy_files", "put_mark", "_load", "record", "_finish"])
def test_restore_killed_on_the_way_serves_nothing_and_goes_on_when_it_is_run_again(
    world: World, target: Path, place: Callable[[World], World], at: str
) -> None:
    if at == "put_mark" and world.cluster is None:
        pytest.skip("An SQLite file comes with its mark in it.")
    world.play("save")
    backed_up(world, target)
    restored = place(world)
    assert run(restored, "restore", str(target), TOWPATH_DIE_AT=f"{RESTORING}.{at}").code == -9
    if at == "_finish":  # all was done, and only verifying was not
        assert run(restored, "verify").code == 0
        return
    if at != "_copy_files":
        for command in REFUSED if at == "_load" else ["serve"]:
            answer = run(restored, command, *([str(target / "more")] if command == "backup" else []))
            assert (answer.code, "was stopped half-way: run `towpath restore`" in answer.said) == (1, True), answer.said
    answer = run(restored, "restore", str(target))
    assert answer.code == 0, answer.said
    assert restored.play("everything")["rows"]["plans.Evidence"] == 1
    assert restored.rows(RESTORED) == [(1,)]
    assert files_of(restored) == files_of(world)
    assert not list(restored.folder.rglob("*.restoring"))


def test_database_half_restored_from_another_backup_is_left_alone(
    on_sqlite: World, target: Path, place: Callable[[World], World]
) -> None:
    backed_up(on_sqlite, target)
    on_sqlite.play("save")
    other = target.with_name("tuesday")
    backed_up(on_sqlite, other)
    restored = place(on_sqlite)
    assert run(restored, "restore", str(target), TOWPATH_DIE_AT=f"{RESTORING}._load").code == -9
    answer = run(restored, "restore", str(other))
    assert (answer.code, "The restore of another backup" in answer.said) == (1, True), answer.said
    assert run(restored, "restore", str(target)).code == 0


def test_full_disk_is_said_and_nothing_half_is_left(world: World, tmp_path: Path) -> None:
    world.play("save")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("This user may mount no small file system to fill.")
    try:
        answer = run(world, "backup", str(disk / "monday"))
        assert answer.code == 1
        assert "has no room for this backup" in answer.said
        assert "Traceback" not in answer.said
        assert not list(disk.iterdir())
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
    assert world.rows(BACKED_UP) == [(0,)]


def test_disk_that_fills_on_the_way_is_said_and_nothing_half_is_left(world: World, target: Path) -> None:
    """No file may have more than 64 KiB, so the database's does not fit, or the first of the others."""
    world.play("save")
    answer = run(world, "backup", str(target), before=["bash", "-c", 'ulimit -f 64; exec "$@"', "bash"])
    assert answer.code == 1
    assert "Traceback" not in answer.said
    assert not list(target.parent.iterdir())
    assert world.rows(BACKED_UP) == [(0,)]


def test_disk_that_fills_during_a_restore_is_said_and_it_goes_on_when_there_is_room(
    world: World, target: Path, place: Callable[[World], World]
) -> None:
    world.play("save")
    backed_up(world, target)
    restored = place(world)
    answer = run(restored, "restore", str(target), before=["bash", "-c", 'ulimit -f 64; exec "$@"', "bash"])
    assert (answer.code, "Traceback" in answer.said) == (1, False), answer.said
    answer = run(restored, "restore", str(target))
    assert answer.code == 0, answer.said


def test_file_that_is_gone_is_said_and_the_rest_is_backed_up(
    on_sqlite: World, target: Path, place: Callable[[World], World]
) -> None:
    on_sqlite.play("save")
    (gone,) = [path for path in (on_sqlite.folder / "evidence").rglob("*") if path.is_file()]
    gone.unlink()
    assert "Not in it, as it is not there: 2026/" in backed_up(on_sqlite, target).said
    answer = run(place(on_sqlite), "restore", str(target))
    assert (answer.code, "FAULT  Files of evidence: Evidence 1: its file is missing." in answer.said) == (1, True)


def test_damaged_backup_restores_nothing(world: World, target: Path, place: Callable[[World], World]) -> None:
    world.play("save")
    backed_up(world, target)
    (kept,) = [path for path in (target / "files").rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    restored = place(world)
    answer = run(restored, "restore", str(target))
    assert (answer.code, "This backup is damaged: files/" in answer.said) == (1, True), answer.said
    assert not files_of(restored)
    kept.unlink()
    assert "is missing or cannot be read" in run(restored, "restore", str(target)).said


def test_files_that_are_there_stay_where_they_are_the_same_and_refuse_where_not(
    on_sqlite: World, target: Path, place: Callable[[World], World]
) -> None:
    on_sqlite.play("save")
    backed_up(on_sqlite, target)
    restored = place(on_sqlite)
    ((name, content),) = files_of(on_sqlite).items()
    there = restored.folder / "evidence" / name
    there.parent.mkdir(parents=True)
    there.write_bytes(b"of somebody else")
    answer = run(restored, "restore", str(target))
    assert (
        answer.code,
        f"Other files are in the place of kept ones, so nothing was restored: {there}" in answer.said,
    ) == (1, True)
    assert not restored.rows("SELECT name FROM sqlite_master")
    there.write_bytes(content)
    before = there.stat()
    assert run(restored, "restore", str(target)).code == 0
    assert (there.stat().st_ino, there.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_database_that_is_not_empty_is_left_alone(world: World, target: Path) -> None:
    backed_up(world, target)
    before = world.play("everything")
    answer = run(world, "restore", str(target))
    assert (answer.code, "is not empty, so nothing was restored" in answer.said) == (1, True)
    assert world.play("everything") == before


def test_sessions_are_in_no_backup(world: World, target: Path, place: Callable[[World], World]) -> None:
    world.play("sign_in_by_password")
    sessions = "SELECT (SELECT count(*) FROM django_session) + (SELECT count(*) FROM usersessions_usersession)"
    assert world.rows(sessions)[0][0] >= 1
    backed_up(world, target)
    restored = place(world)
    assert run(restored, "restore", str(target)).code == 0
    assert restored.rows(sessions) == [(0,)]


def test_head_noted_after_a_backup_is_named_as_lost_in_its_restore(
    world: World, target: Path, place: Callable[[World], World]
) -> None:
    backed_up(world, target)
    world.play("save")
    count, noted = world.play("note")
    restored = place(world)
    shutil.copytree(world.folder / "noted", restored.folder / "noted")
    answer = run(restored, "restore", str(target))
    assert answer.code == 0, answer.said
    assert f"stood at entry {count}: what followed entry" in answer.said
    assert "was lost in the restore of" in answer.said
    for _ in range(3):
        restored.play("save")
    assert run(restored, "verify").code == 0
    by_hand = run(restored, "verify", "--noted", noted)
    assert (by_hand.code, "it was lost in the restore of" in by_hand.said) == (1, True)


def test_copy_of_an_sqlite_file_alone_loses_changes_and_the_noted_head_finds_it(
    on_sqlite: World, place: Callable[[World], World]
) -> None:
    """`cp` takes what stands in the file, and not what stands beside it: nothing in such a copy says so."""
    copied = place(on_sqlite)
    with closing(sqlite3.connect(on_sqlite.folder / "world.sqlite3")) as open_elsewhere:  # as by any other process
        open_elsewhere.execute("SELECT count(*) FROM audit_entry").fetchall()
        for _ in range(3):
            on_sqlite.play("save")
        count, noted = on_sqlite.play("note")
        shutil.copy(on_sqlite.folder / "world.sqlite3", copied.folder)
    shutil.copytree(on_sqlite.folder / "evidence", copied.folder / "evidence")
    assert copied.play("saved") != on_sqlite.play("saved")
    alone = run(copied, "verify")
    assert "holds  Audit record: Whole" in alone.said
    shutil.copytree(on_sqlite.folder / "noted", copied.folder / "noted")
    answer = run(copied, "verify")
    assert answer.code == 1
    assert "FAULT  Audit record: The record ends at entry" in answer.said
    assert f"stood at entry {count}." in answer.said
    assert run(copied, "verify", "--noted", noted).code == 1
