"""A database that is away, locked or full: the worker waits and goes on by itself, and what was asked for is done."""

import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.clusters import HOW_TO_GET_IT, WHERE, cluster_in
from tests.faults.world import Started, World

FAULT = "A worker met a fault and goes on."


def goes_on(world: World, worker: Started) -> None:
    """What is asked for afterwards is done by the same process, and the round goes on too."""
    world.until(lambda: world.report_is("done"), worker)
    world.play("ask")
    world.until(lambda: world.report_is("done"), worker)
    report = world.play("report")
    assert report["whole"] == [True] * 2
    assert world.play("everything")["chain"]


def works(world: World, **environment: str) -> Started:
    """A worker that is there."""
    worker = world.start("db_worker", **environment)
    world.until(lambda: world.rows("SELECT key FROM jobs_worker"), worker)
    return worker


def test_postgresql_stopped_under_a_worker_and_started_again(on_postgresql: World) -> None:
    world, cluster = on_postgresql, on_postgresql.cluster
    assert cluster is not None
    worker = works(world)
    world.play("ask")
    world.until(lambda: not world.report_is("asked"), worker)
    cluster.stop()
    try:
        world.until(lambda: worker.said(FAULT), worker)
    finally:
        cluster.start()
    goes_on(world, worker)


def test_postgresql_restarted_while_a_web_server_does_the_jobs(on_postgresql: World) -> None:
    world, cluster = on_postgresql, on_postgresql.cluster
    assert cluster is not None
    server = world.start("serve", "--port=0")
    world.until(lambda: world.rows("SELECT key FROM jobs_worker"), server)
    for _ in range(2):
        cluster.stop()
        cluster.start()
    world.play("ask")
    goes_on(world, server)


def test_a_write_lock_held_for_longer_than_anybody_waits(on_sqlite: World) -> None:
    worker = works(on_sqlite, TOWPATH_LOCK_SECONDS="2")
    on_sqlite.play("ask")
    with sqlite3.connect(on_sqlite.folder / "world.sqlite3", timeout=60) as holder:
        holder.execute("BEGIN IMMEDIATE")
        on_sqlite.until(lambda: worker.said(FAULT), worker)
        holder.rollback()
    goes_on(on_sqlite, worker)


def test_a_disk_full_under_sqlite(on_sqlite: World) -> None:
    """`max_page_count` is what SQLite itself asks before it grows: the same answer as from a full disk."""
    pages = on_sqlite.rows("PRAGMA page_count")[0][0]
    (on_sqlite.folder / "full").write_text(str(pages))
    before = on_sqlite.play("everything")
    assert "disk is full" in on_sqlite.fails("bring_in")
    assert on_sqlite.play("everything") == before
    worker = on_sqlite.start("db_worker")
    on_sqlite.until(lambda: worker.said("disk is full"), worker)
    (on_sqlite.folder / "full").unlink()
    on_sqlite.play("bring_in")
    on_sqlite.play("ask")
    goes_on(on_sqlite, worker)


def test_a_disk_full_where_files_are_kept_fails_the_report_and_another_try_builds_it(world: World) -> None:
    world.play("ask")
    full = world.start("db_worker", TOWPATH_LARGEST_FILE="1000")
    world.until(lambda: world.report_is("failed"), full)
    assert full.said("File too large")
    full.kill()
    world.play("ask_again")
    follows = world.start("db_worker")
    world.until(lambda: world.report_is("done"), follows)
    assert world.play("report")["whole"] == [True] * 2


def test_evidence_that_the_disk_does_not_take_is_not_half_saved(world: World) -> None:
    before = world.play("everything")
    assert "File too large" in world.fails("save", TOWPATH_LARGEST_FILE="1000")
    assert world.play("everything") == before
    world.play("save")


def test_a_disk_full_under_postgresql(small_disk: World) -> None:
    world, cluster = small_disk, small_disk.cluster
    assert cluster is not None
    worker = works(world)
    filler = cluster.folder.parent / "filler"
    _fill(filler)
    try:
        world.until(lambda: worker.said("No space left") or worker.said(FAULT) or _asks_in_vain(world), worker)
    finally:
        filler.unlink()
        cluster.stop()
        cluster.start()
    world.play("ask")
    goes_on(world, worker)


def _fill(filler: Path) -> None:
    """Take what is left of the disk."""
    with open(filler, "wb", buffering=0) as taken, suppress(OSError):  # else closing it writes, and fails, once more
        while True:
            taken.write(bytes(65_536))


def _asks_in_vain(world: World) -> bool:
    """Write as much as makes the database ask for room; true once it got none."""
    return world.grow() is False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[World]:
    """A PostgreSQL on a file system of 160 MB, where this user may mount one."""
    if not WHERE:
        pytest.skip(HOW_TO_GET_IT)
    disk = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("This user may mount no small file system to fill.")
    try:
        made = disk / "cluster"
        made.mkdir()
        with cluster_in(made) as cluster:
            world = World(tmp_path, cluster.url, cluster)
            world.facts = world.play("prepare")
            yield world
            world.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
        disk.rmdir()
