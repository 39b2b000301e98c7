"""Each check of `towpath verify`, with a fault planted that it finds; and the command that asks them all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tests.record.attacks import sql
from towpath.audit.chain import verify
from towpath.audit.checks import CHECKS, run_checks
from towpath.foundation.clock import today
from towpath.plans.models import Evidence
from towpath.plans.services.progress import EvidenceInput, report_progress
from towpath.records.examining import examined
from towpath.sources.models import SourceDocument

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")


def found() -> dict[str, tuple[str, ...]]:
    return {name: result.faults for name, result in run_checks() if result.faults}


@pytest.fixture
def evidence(made_once: Any, settings: Any, tmp_path: Path) -> Evidence:
    """A file beside an account, as a coordinator adds it."""
    settings.MEDIA_ROOT = tmp_path
    made_once.action.refresh_from_db()
    file = examined(SimpleUploadedFile("minutes.txt", b"agreed"))
    update = report_progress(
        actor=made_once.coordinators[0], action=made_once.action, version=made_once.action.version, rating="green",
        account="As agreed.", as_of=today(), evidence=EvidenceInput(file=file),
    )  # fmt: skip
    return Evidence.objects.get(update=update)


def test_untouched_world_has_no_fault(made_once: Any, evidence: Evidence) -> None:
    assert found() == {}


def test_evidence_that_is_missing_or_altered_is_named(evidence: Evidence) -> None:
    Path(evidence.file.path).write_bytes(b"denied")
    altered = f"Evidence {evidence.pk}: its file was altered since it was kept."
    assert found() == {"Files of evidence": (altered,)}
    Path(evidence.file.path).unlink()
    assert found() == {"Files of evidence": (f"Evidence {evidence.pk}: its file is missing.",)}


def test_a_document_that_was_altered_is_named(made_once: Any) -> None:
    document = SourceDocument.objects.earliest("pk")
    SourceDocument.objects.filter(pk=document.pk).update(content=b"something else")
    assert found() == {"Documents": (f"Source document {document.pk} was altered since it arrived.",)}


def test_second_factors_sealed_with_a_key_that_is_gone_are_counted(made_once: Any, settings: Any) -> None:
    settings.TOWPATH_RECORD_KEY_FALLBACKS = [settings.SECRET_KEY]
    sealed = sum("secret" in data or "seed" in data for data in Authenticator.objects.values_list("data", flat=True))
    settings.SECRET_KEY = "another key that opens nothing"
    (fault,) = found()["What is sealed"]
    assert fault.startswith(f"{sealed} second factors cannot be opened")


def test_a_migration_that_is_pending_is_named(made_once: Any) -> None:
    MigrationRecorder(connection).record_unapplied("audit", "0001_release")
    assert found() == {"Migrations": ("audit 0001_release is pending: run `towpath migrate`.",)}


def test_a_constraint_that_is_missing_is_named(made_once: Any) -> None:
    connection.check_constraints()
    sql("DROP INDEX one_account_per_address")
    missing = "The constraint one_account_per_address of accounts_user is missing."
    assert found()["Database"] == (missing,)


@on_sqlite
@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (
            lambda: sql(
                "INSERT INTO partners_agency (partnership_id, name, duty, other_names)"
                " VALUES (999, 'x', 'neither', '[]')"
            ),
            "names a row of partners_partnership that is not there.",
        ),
        (
            lambda: sql("UPDATE partners_post SET ended_on = '1999-01-01'"),
            "CHECK constraint failed in partners_post",
        ),
    ],
    ids=["a key that leads nowhere", "a row that no constraint lets in"],
)
def test_sqlite_finds_rows_that_should_not_be(break_it: Callable[[], None], said: str, made_once: Any) -> None:
    undo = transaction.savepoint()
    sql("PRAGMA ignore_check_constraints = ON")
    break_it()
    sql("PRAGMA ignore_check_constraints = OFF")
    assert any(said in fault for fault in found()["Database"])
    transaction.savepoint_rollback(undo)


@on_postgresql
def test_postgresql_names_a_constraint_that_was_put_back_without_looking(made_once: Any) -> None:
    connection.check_constraints()
    name, rule = "post_ends_after_it_starts", "CHECK (ended_on >= started_on)"
    sql(f"ALTER TABLE partners_post DROP CONSTRAINT {name}, ADD CONSTRAINT {name} {rule} NOT VALID")
    never = f"The constraint {name} of partners_post was never held against all its rows."
    assert found() == {"Database": (never,)}


class TestCommand:
    def test_says_a_sentence_for_each_check(self, made_once: Any, capsys: Any) -> None:
        call_command("verify")
        lines = capsys.readouterr().out.splitlines()
        assert [line.startswith("holds  ") for line in lines] == [True] * (len(list(CHECKS)) + 1)
        assert lines[0] == f"holds  Audit record: Whole: {verify().entries:,} entries, head {verify().head}."

    def test_ends_with_1_where_something_does_not_hold(self, made_once: Any, capsys: Any) -> None:
        sql("UPDATE partners_post SET role = 'administrator' WHERE id = %s", made_once.post.pk)
        with pytest.raises(CommandError, match="1 fault found") as broken:
            call_command("verify")
        assert broken.value.returncode == 1
        fault = f"FAULT  Rows and their entries: Post {made_once.post.pk} was changed without an entry"
        assert fault in capsys.readouterr().out

    def test_asks_for_a_head_that_was_noted(self, made_once: Any, capsys: Any) -> None:
        call_command("verify", "--noted", verify().head)
        with pytest.raises(CommandError):
            call_command("verify", "--noted", "f" * 64)

    def test_a_check_that_cannot_be_done_is_a_fault(self, made_once: Any) -> None:
        sql("ALTER TABLE sources_sourcedocument RENAME TO somewhere_else")
        assert "Documents" in found()
