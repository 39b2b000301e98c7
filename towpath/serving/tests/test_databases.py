"""A database that another version of Towpath made: the demonstration's is set aside, any other is refused."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.journeys.databases import fresh_database
from towpath.foundation.clock import today

ROOT = Path(__file__).resolve().parents[3]
# As the first migrations recorded themselves, and as a later version's will.
OLDER = [("accounts", "0001_initial"), ("training", "0005_sessions_counted_index"), ("account", "0001_initial")]
LATER = [("accounts", "0001_release"), ("practices", "0002_of_a_later_version")]
TABLE = "CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied timestamp)"
KEPT = "SELECT app, name FROM django_migrations ORDER BY id"


def opened(url):
    """A connection of the driver's own."""
    return sqlite3.connect(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else psycopg.connect(url)


def made_by_another(url, migrations=OLDER):
    with closing(opened(url)) as connection:
        if url.startswith("sqlite"):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(TABLE)
        for number, (app, name) in enumerate(migrations):
            # Both are ours, and neither driver marks a place as the other does.
            connection.execute(f"INSERT INTO django_migrations VALUES ({number}, '{app}', '{name}', '2026-11-22')")
        connection.commit()
    return url


def contents(url):
    with closing(opened(url)) as connection:
        return [tuple(row) for row in connection.execute(KEPT).fetchall()]


@pytest.fixture
def empty(tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    with fresh_database(tmp_path, has_tables=False) as url:
        yield url


@pytest.fixture
def demonstration(tmp_path):
    """A demonstration in a file, whichever database the tests run on, and evidence beside it."""
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "letter.pdf").write_text("kept")
    return made_by_another(f"sqlite:///{tmp_path}/demonstration.sqlite3")


def environment(url, folder, settings):
    mine = {"DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": url, "TOWPATH_JOURNEYS": str(folder)}
    production = {
        "SECRET_KEY": "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9yhB7n",
        "ALLOWED_HOSTS": "towpath.example",
        "EMAIL_HOST": "127.0.0.1",
    }
    return os.environ | mine | production | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}


def run(url, folder, *command, settings="tests.journeys.settings"):
    return subprocess.run(
        [sys.executable, "-m", "towpath", *command], cwd=ROOT, env=environment(url, folder, settings),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "settings", "migrations"),
    [
        ("migrate", "towpath.settings.production", OLDER),
        ("serve", "towpath.settings.production", OLDER),
        ("db_worker", "towpath.settings.production", LATER),
        ("migrate", "tests.journeys.settings", OLDER),
    ],
)
def test_it_is_refused_in_a_sentence_and_left_as_it_is(empty, tmp_path, command, settings, migrations):
    made_by_another(empty, migrations)
    done = run(empty, tmp_path, command, settings=settings)
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("CommandError: Another version of Towpath made the database ")
    in_file = empty.startswith("sqlite") and settings == "tests.journeys.settings"
    assert sentence.endswith("`make demo` sets it aside and begins a new one.") == in_file
    assert contents(empty) == migrations


@pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="A file is set aside.")
def test_a_demonstration_that_is_no_file_is_refused_too(empty, tmp_path):
    done = run(made_by_another(empty), tmp_path, "demo")
    assert done.returncode == 1
    assert "Give DATABASE_URL an empty database" in done.stderr
    assert contents(empty) == OLDER


def test_a_database_of_this_version_is_migrated_again_and_again(tmp_path):
    """It was migrated once already, by the same command."""
    with fresh_database(tmp_path) as url:
        done = run(url, tmp_path, "migrate", "--verbosity=0")
    assert (done.returncode, done.stderr) == (0, "")


def lines_of_demo(url, folder, until):
    """What `demo` says, up to a line that begins so; then it is ended."""
    with subprocess.Popen(
        [sys.executable, "-m", "towpath", "demo", "--port=0"], cwd=ROOT, text=True,
        env=environment(url, folder, "tests.journeys.settings"), stdout=subprocess.PIPE,
    ) as demo:  # fmt: skip
        lines = []
        for line in demo.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith(until):
                break
        demo.kill()
    return lines


@pytest.mark.once  # the demonstration's is a file, whatever the tests run on
def test_the_demonstration_is_set_aside_with_its_files(demonstration, tmp_path):
    (said,) = lines_of_demo(demonstration, tmp_path, "Another version")
    name = f"demonstration-before-{today()}.sqlite3"
    assert said == (
        f"Another version of Towpath made demonstration.sqlite3: it is set aside as {name}, "
        f"and its files are in evidence-before-{today()}."
    )
    assert contents(f"sqlite:///{tmp_path}/{name}") == OLDER
    assert (tmp_path / f"evidence-before-{today()}" / "letter.pdf").read_text() == "kept"
    assert not (tmp_path / "evidence").exists()


@pytest.mark.once
def test_nothing_that_was_set_aside_before_is_written_over(demonstration, tmp_path):
    earlier = tmp_path / f"evidence-before-{today()}"
    earlier.mkdir()
    (said,) = lines_of_demo(demonstration, tmp_path, "Another version")
    assert f"demonstration-before-{today()}-2.sqlite3" in said
    assert list(earlier.iterdir()) == []
    assert (tmp_path / f"evidence-before-{today()}-2" / "letter.pdf").exists()


@pytest.mark.once
def test_files_that_belong_to_another_database_stay(tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "elsewhere").mkdir()
    url = made_by_another(f"sqlite:///{tmp_path}/elsewhere/demonstration.sqlite3")
    (said,) = lines_of_demo(url, tmp_path, "Another version")
    assert said.endswith(f"it is set aside as demonstration-before-{today()}.sqlite3.")
    assert (tmp_path / "evidence").exists()


@pytest.mark.once
def test_one_that_is_still_running_is_stopped_first(demonstration, tmp_path):
    with closing(opened(demonstration)) as running:
        running.execute(KEPT).fetchall()
        done = run(demonstration, tmp_path, "demo")
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: Towpath is still running on demonstration.sqlite3: stop it first, then start anew.\n"
    )
    assert contents(demonstration) == OLDER


@pytest.mark.long
def test_after_it_a_new_one_begins(demonstration, tmp_path):
    said = lines_of_demo(demonstration, tmp_path, "Serving on")
    assert said[0].startswith("Another version")
    assert said[1].startswith("Loaded “")
    assert lines_of_demo(demonstration, tmp_path, "“Safer")[0].endswith("is here already: nothing was changed.")
