"""What fails outside is known by the codes of drivers and systems, made here by the real ones."""

import errno
import resource
import signal
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError

from towpath.ui.outside import OutsideFault, in_short, outside_fault


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "some.sqlite3"
    with sqlite3.connect(path) as made:
        made.executescript("PRAGMA page_size = 4096; CREATE TABLE kept (words TEXT);")
        made.executemany("INSERT INTO kept VALUES (?)", [("x" * 500,)] * 200)
    made.close()
    return path


def raised_by(path, *statements):
    opened = sqlite3.connect(path, timeout=0)
    *before, last = statements
    try:
        for statement in before:
            opened.execute(statement)
        with pytest.raises(sqlite3.Error) as raised:
            opened.execute(last).fetchall()
    finally:
        opened.close()
    return raised.value


def test_a_file_of_sqlite_says_what_is_wrong_with_it(database, tmp_path):
    assert outside_fault(raised_by(database, "SELECT * FROM missing")) is OutsideFault.UNPREPARED
    assert outside_fault(raised_by(database, "SELECT words, missing FROM kept")) is OutsideFault.UNPREPARED
    full = raised_by(database, "PRAGMA max_page_count = 1", "INSERT INTO kept SELECT words FROM kept")
    assert outside_fault(full) is OutsideFault.FULL
    held = sqlite3.connect(database)
    held.execute("BEGIN IMMEDIATE")
    assert outside_fault(raised_by(database, "BEGIN IMMEDIATE")) is OutsideFault.BUSY
    held.close()
    readable = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    with pytest.raises(sqlite3.Error) as raised:
        readable.execute("DELETE FROM kept")
    readable.close()
    assert outside_fault(raised.value) is OutsideFault.READ_ONLY
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path / "no folder" / "some.sqlite3")
    assert outside_fault(raised.value) is OutsideFault.AWAY


@pytest.mark.parametrize("at", [0, 4096])
def test_a_damaged_file_is_known(database, at):
    with open(database, "r+b") as file:
        file.seek(at)
        file.write(b"\x99" * 4000)
    assert outside_fault(raised_by(database, "SELECT * FROM kept")) is OutsideFault.DAMAGED


def test_an_error_of_ours_in_the_database_is_none_of_these(database):
    assert outside_fault(raised_by(database, "SELEC")) is None
    assert outside_fault(ValueError("no such table")) is None
    assert outside_fault(None) is None


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("57P01", OutsideFault.AWAY), ("57P03", OutsideFault.AWAY), ("08006", OutsideFault.AWAY),
        ("53300", OutsideFault.BUSY), ("40P01", OutsideFault.BUSY), ("53100", OutsideFault.FULL),
        ("25006", OutsideFault.READ_ONLY), ("XX001", OutsideFault.DAMAGED), ("42P01", OutsideFault.UNPREPARED),
        ("23505", None), ("22001", None), ("42601", None),
    ],
)  # fmt: skip
def test_codes_of_postgresql(state, fault):
    error = OperationalError("as Django says it")
    error.__cause__ = psycopg.errors.lookup(state)("as the server says it")
    assert outside_fault(error) is fault


@pytest.mark.enable_socket
def test_a_postgresql_that_is_not_there():
    with pytest.raises(psycopg.OperationalError) as raised:
        psycopg.connect("postgresql://postgres@127.0.0.1:1/none", connect_timeout=5)
    assert outside_fault(raised.value) is OutsideFault.AWAY


def test_a_file_that_the_disk_does_not_take(tmp_path):
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1][1]))
    try:
        with pytest.raises(OSError, match="too large") as raised:
            (tmp_path / "large").write_bytes(bytes(200))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before[1])
        signal.signal(signal.SIGXFSZ, before[0])
    assert outside_fault(raised.value) is OutsideFault.FULL


def test_a_folder_is_ours_where_files_are_kept_and_a_fault_of_ours_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"
    for path, fault in [(tmp_path / "evidence" / "x", OutsideFault.FOLDER), (tmp_path / "template", None)]:
        with pytest.raises(FileNotFoundError) as raised:
            Path(path).read_bytes()
        assert outside_fault(raised.value) is fault
    assert outside_fault(PermissionError(errno.EACCES, "no", str(tmp_path / "evidence"))) is OutsideFault.FOLDER


def test_what_the_driver_said_is_one_line():
    assert in_short(ValueError("duplicate key\nDETAIL: Jane Doe")) == "ValueError: duplicate key"
    assert in_short(ValueError()) == "ValueError"
