"""What people see while something fails: a sentence with what to do and a reference, and what they typed."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.faults.browsing import SAID, Answer, Browser, progress_of, served, updates
from tests.faults.world import Started, World

AWAY = "Towpath cannot reach its database just now."
FULL = "The disk takes nothing more, so nothing can be saved."


def goes_on(world: World, server: Started) -> None:
    """Return once another update was kept."""
    before = updates(world)
    world.until(lambda: updates(world) > before, server)


def says(answer: Answer, sentence: str, server: Started) -> None:
    """The page is one for people, and its reference leads to one line of the log."""
    assert answer.status == 503
    assert sentence in answer.page
    assert "Towpath cannot do this just now – Towpath" in answer.page
    reference = answer.page.partition("reference: <strong>")[2].partition("<")[0]
    assert len(reference) == 8
    assert server.said(f"Fault {reference} at ")
    assert not server.said("Traceback")


def test_a_database_that_is_away_is_a_sentence_and_what_was_typed_is_sent_again(on_postgresql: World) -> None:
    world, cluster = on_postgresql, on_postgresql.cluster
    assert cluster is not None
    server, browser = served(world)
    (address, *_) = progress_of(world)
    form = browser.get(address).form | SAID
    before = updates(world)
    cluster.stop()
    try:
        says(browser.get("/plans/"), AWAY, server)
        sent = browser.post(address, form)
        says(sent, AWAY, server)
        assert "Half of them came." in sent.page
        assert browser.get("/static/built/towpath.css").status == 200
        assert (browser.get("/health/").status, browser.get("/health/").page) == (503, "database")
    finally:
        cluster.start()
    assert sent.form == form
    assert browser.post(address, sent.form).status == 302
    assert browser.post(address, sent.form).status == 302  # pressed twice
    assert updates(world) == before + 1


def test_a_restart_of_postgresql_is_noticed_by_nobody(on_postgresql: World) -> None:
    """Readers and writers go on through two restarts: no fault, nothing lost, nothing done twice."""
    world, cluster = on_postgresql, on_postgresql.cluster
    assert cluster is not None
    server, browser = served(world)
    before, over = updates(world), Event()

    def read(number: int) -> list[int]:
        mine, statuses = Browser(browser.port, dict(browser.cookies)), []
        while not over.is_set():
            statuses.append(mine.get(("/plans/", "/actions/", "/")[number % 3]).status)
        return statuses

    def write(address: str) -> list[int]:
        mine, statuses = Browser(browser.port, dict(browser.cookies)), []
        while not over.is_set():
            shown = mine.get(address)
            statuses += [shown.status, mine.post(address, shown.form | SAID).status]
        return statuses

    with ThreadPoolExecutor(7) as people:
        reading = [people.submit(read, number) for number in range(4)]
        writing = [people.submit(write, address) for address in progress_of(world)]
        try:
            for _ in range(2):
                goes_on(world, server)
                cluster.stop("fast")
                cluster.start()
            goes_on(world, server)
        finally:
            over.set()
        read_with = {status for one in reading for status in one.result()}
        written = [status for one in writing for status in one.result()]
    assert read_with == {200}
    assert set(written) <= {200, 302, 409}, set(written)  # 409: kept just before, and said so
    assert updates(world) == before + written.count(302) + written.count(409)
    assert not server.said("Traceback")


# In the middle of a page; before a change is kept; after it is, and before the answer is.
@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("towpath.access.middleware.access_of", 302),
        ("towpath.plans.services.progress.offer_figures", 302),
        ("towpath.asking.middleware._saved", 409),
    ],
)
def test_a_form_whose_connection_breaks_off_is_done_once(on_postgresql: World, at: str, status: int) -> None:
    world = on_postgresql
    (address, *_) = progress_of(world)
    _, browser = served(world)
    form = browser.get(address).form | SAID
    server, breaking = served(world, TOWPATH_BREAK_AT=at)
    breaking.cookies = browser.cookies
    before = updates(world)
    answer = breaking.post(address, form)
    assert server.said("terminating connection") is False or answer.status == status
    assert answer.status == status, server.log.read_text()
    assert server.said("Fault ")
    assert updates(world) == before + 1
    assert status == 302 or "saved already" in answer.page


def test_reading_goes_on_while_the_disk_is_full(on_sqlite: World) -> None:
    world = on_sqlite
    server, browser = served(world)
    (address, *_) = progress_of(world)
    form = browser.get(address).form | SAID | {"account": "Half of them came. " * 400}
    before = updates(world)
    (world.folder / "full").write_text("1")  # SQLite takes the least it can: what it has
    assert browser.get("/plans/").status == 200
    assert browser.get("/actions/").status == 200
    sent = browser.post(address, form)
    says(sent, FULL, server)
    assert "Half of them came." in sent.page
    assert browser.get("/health/").page == "worker"
    (world.folder / "full").unlink()
    assert browser.post(address, sent.form).status == 302
    assert updates(world) == before + 1


def test_a_page_that_records_its_reading_says_so_where_nothing_can_be_written(on_postgresql: World) -> None:
    world = on_postgresql
    assert world.cluster is not None
    server, browser = served(world)
    name = world.database.rpartition("/")[2]
    world.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    world.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' "
                  "AND pid <> pg_backend_pid()")  # fmt: skip
    assert browser.get("/plans/").status == 200
    recorded = browser.get(f"/plans/{world.facts['plan']}/")
    says(recorded, "The database can be read and not be written to", server)
    assert "This page records who reads it" in recorded.page
    sent = browser.post("/plans/1/amend/", {"csrfmiddlewaretoken": "none"})
    assert sent.status in {403, 503}


def lock(world: World) -> Any:
    holder = sqlite3.connect(world.folder / "world.sqlite3")
    holder.execute("BEGIN IMMEDIATE")
    return holder


def damage(world: World) -> None:
    with open(world.folder / "world.sqlite3", "r+b") as file:
        for page in range(1, 2_000, 2):
            file.seek(page * 4096)
            if file.read(1):
                file.seek(page * 4096)
                file.write(b"\x99" * 4096)


def lose(world: World) -> None:
    for file in world.folder.glob("world.sqlite3*"):
        file.unlink()


def lose_folder(world: World) -> None:
    shutil.move(world.folder / "world.sqlite3", world.folder / "elsewhere")
    (world.folder / "world.sqlite3").mkdir()


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (lock, "The database was busy with something else for too long."),
        (damage, "The database is damaged."),
        (lose, "The database is not set up for this version of Towpath."),
        (lose_folder, AWAY),
    ],
)
def test_a_file_of_sqlite_that_fails_is_a_sentence(on_sqlite: World, happens: Any, sentence: str) -> None:
    server, browser = served(on_sqlite, TOWPATH_LOCK_SECONDS="1")
    (address, *_) = progress_of(on_sqlite)
    form = browser.get(address).form | SAID
    holder = happens(on_sqlite)
    sent = browser.post(address, form)
    says(sent, sentence, server)
    if happens is damage:
        assert "Send it again" not in sent.page
    elif "Half of them" in sent.page:
        assert sent.form == form
    if happens is lock:
        assert "Half of them" in sent.page
        assert browser.get("/plans/").status == 200
        holder.close()
        assert browser.post(address, sent.form).status == 302


def test_a_folder_of_files_that_is_gone_is_a_sentence_and_not_made_anew(world: World) -> None:
    world.play("save")
    evidence = world.folder / "evidence"
    (key,) = world.rows("SELECT max(id) FROM plans_evidence")[0]
    server, browser = served(world)
    assert browser.get(f"/evidence/{key}/").status == 200
    evidence.rename(world.folder / "elsewhere")
    says(browser.get(f"/evidence/{key}/"), "The folder in which Towpath keeps files is missing", server)
    assert "The folder of the kept files is missing" in world.fails("save")
    assert not evidence.exists()
    (world.folder / "elsewhere").rename(evidence)
    (file,) = [path for path in Path(evidence).rglob("*") if path.is_file()]
    file.unlink()
    assert browser.get(f"/evidence/{key}/").status == 409
    assert server.said("is missing")
