"""On PostgreSQL, Towpath serves as a user that does not own the tables: all that pages do it may, and no more."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from tests.forms.bodies import FORMS
from tests.forms.sending import browser_of, first_look, person_of, send
from tests.journeys.databases import execute, fresh_database
from tests.once import for_a_file
from tests.record.attacks import sql
from tests.record.world import recorded_world
from towpath.audit.checks import run_checks
from towpath.jobs.tests.running import run_jobs
from towpath.papers.models import Paper
from towpath.serving.runtime_user import RuntimeUserError, grant_runtime, runtime_users, warning

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no users"),
]


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The world, from then on as the second user sees it; the user goes with the transaction."""
    with for_a_file(django_db_blocker):
        world = recorded_world()
        world.user = f"serves_{secrets.token_hex(4)}"
        sql(f"CREATE ROLE {world.user}")
        grant_runtime(world.user)
        sql(f"SET ROLE {world.user}")
        yield world


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_saved(name: str, made_once: Any) -> None:
    form = FORMS[name]
    client = browser_of(person_of(form, made_once))
    looked = first_look(client, form, made_once, form.typed(made_once))
    assert send(client, form, made_once, *looked).status_code == 302


def test_jobs_are_done(made_once: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert run_jobs()
    assert Paper.objects.get(pk=made_once.building.pk).files.count() == 2


def test_everything_is_proved(made_once: Any) -> None:
    assert {name: result.faults for name, result in run_checks() if result.faults} == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_label = 'Somebody else'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DROP TRIGGER audit_entry_no_update ON audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE audit_entry ADD COLUMN more text",
        "CREATE TRIGGER mine BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION towpath_only_grows()",
        "CREATE OR REPLACE FUNCTION towpath_only_grows() RETURNS trigger AS 'BEGIN END' LANGUAGE plpgsql",
        "CREATE TABLE mine (words text)",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head (count, hash, key_name, signature) VALUES (0, '', '', '')",
        "UPDATE audit_verification SET faults = '[]'",
        "DELETE FROM papers_paperstep",
        "UPDATE papers_paperstep SET sha256 = ''",
        "UPDATE training_trainingrule SET in_force_from = '2020-01-01'",
        "DELETE FROM records_takenbackrow",
        "DELETE FROM django_migrations",
        "TRUNCATE plans_evidence",
    ],
)
def test_what_serving_does_not_need_is_refused(statement: str, made_once: Any) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        sql(statement)


def test_what_the_triggers_refuse_they_refuse_the_second_user_too(made_once: Any) -> None:
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        sql("DELETE FROM plans_progressupdate")


def test_who_owns_the_tables_is_warned_at_start_and_the_second_user_is_not(made_once: Any) -> None:
    assert warning() == ""
    sql("RESET ROLE")
    assert "grant-runtime" in warning()


def test_rights_once_given_are_known_so_that_migrating_gives_those_to_new_tables(made_once: Any) -> None:
    sql("RESET ROLE")
    assert runtime_users() == [made_once.user]


@pytest.mark.parametrize(("user", "why"), [("nobody_of_that_name", "knows no user"), ("postgres", "owns the tables")])
def test_a_user_that_cannot_be_the_second_is_refused(user: str, why: str, made_once: Any) -> None:
    sql("RESET ROLE")
    with pytest.raises(RuntimeUserError, match=why):
        grant_runtime(user)
    with pytest.raises(CommandError, match=why):
        call_command("grant_runtime", user)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """A second user, and the address of a fresh database as its owner and as that user."""
    server, name = os.environ["DATABASE_URL"], f"serves_{secrets.token_hex(4)}"
    execute(server, "CREATE ROLE {} LOGIN", name)
    with fresh_database(tmp_path) as owners:
        parts = urlsplit(owners)
        yield name, owners, urlunsplit(parts._replace(netloc=f"{name}@{parts.hostname}:{parts.port}"))
    execute(server, "DROP ROLE {}", name)


def towpath(address: str, *command: str) -> Any:
    mine = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing", "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-m", "towpath", *command]
    return subprocess.run(arguments, cwd=ROOT, env=os.environ | mine, capture_output=True, text=True, check=False)


def test_a_second_user_of_its_own_connection_serves_where_the_owner_migrates(databases: tuple[str, str, str]) -> None:
    name, owners, seconds = databases
    assert towpath(owners, "grant_runtime", name).returncode == 0
    opened = towpath(
        seconds, "open_partnership", "Marlbrook", "--administrator=ada@example.org", "--administrator-name=Ada"
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    proved = towpath(seconds, "verify")
    assert (proved.returncode, proved.stderr) == (0, ""), proved.stdout
    assert towpath(seconds, "flush", "--no-input").returncode == 1
    assert towpath(owners, "migrate", "--verbosity=0").returncode == 0
    assert towpath(seconds, "verify").returncode == 0
