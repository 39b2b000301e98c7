"""`towpath read-plan`: for people at a terminal and for other programs."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from towpath.access.roles import Role
from towpath.partners.tests.builders import also_holds, partnership_named, person, person_with
from towpath.plans.models import Plan
from towpath.sources.models import SourceDocument
from towpath.sources.tests.trackers import HEADINGS, coordinator_of, partnership_of, tracker


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A tracker on disk."""
    path = tmp_path / "tracker.csv"
    path.write_bytes(tracker())
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command."""
    out, err = StringIO(), StringIO()
    try:
        call_command("read_plan", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_dry_run_prints_the_plan_as_json_and_needs_no_database(file: Path, tmp_path: Path) -> None:
    """As another program calls it: a process of its own, and a database that cannot be opened."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "towpath.settings.testing",
        "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/db.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-m", "towpath", "read-plan", file, "--dry-run", "--format", "json"],
        env=environment, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True,
    )  # fmt: skip
    first, second = json.loads(done.stdout)["recommendations"]
    assert done.stderr == ""
    assert list(first)[:4] == ["number", "text", "theme", "actions"]
    assert list(first["actions"][0])[:9] == [
        "number", "text", "leads", "deadline", "rating", "outcome", "indicators", "updates", "doubts",
    ]  # fmt: skip
    assert first["actions"][0]["leads"] == ["Health", "Police"]
    assert (first["actions"][1]["rating"], second["actions"][0]["rating"]) == ("not stated", "Green")


def test_text_names_every_action_and_counts_what_to_check(file: Path) -> None:
    code, out, err = run(file, "--dry-run")
    assert (code, err) == (0, "")
    assert "Train reception staff in every practice" in out
    assert out.splitlines()[-1].startswith("2 recommendations, 3 actions, ")


BESIDE = "| Name | Role |\n|---|---|\n| Ann | Chair |\n\n# Plan\n\n| Action | Lead |\n|---|---|\n| Train | Health |\n"


def test_rows_that_are_no_part_of_the_plan_are_named_in_text_and_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(BESIDE, encoding="utf-8")
    told = json.loads(run(path, "--dry-run", "--format", "json")[1])
    assert told["rows"] == {"found": 2, "read": 1}
    assert [(one["place"], one["rows"]) for one in told["left_out"]] == [("Table 1", 1)]
    assert "1 of 2 rows read\n  left out: Table 1 (rows: 1). No column" in run(path, "--dry-run")[1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.csv", None, "could not be opened"),
        ("empty.csv", b"", "The file is empty: choose the file again."),
        ("minutes.txt", b"We met and agreed to meet again.", "No table was found"),
        ("actions.csv", tracker([("Train", "Health")], headings=("Advice", "Lead")), "No column of actions was found"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_on_stderr_and_exit_code_1(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = run(tmp_path / name, "--dry-run", "--format", "json")
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.django_db
def test_a_coordinator_saves_a_plan_whole(file: Path) -> None:
    user = coordinator_of()
    code, out, err = run(file, "--as", user.email, "--title", "Safer homes", "--base-date", "2026-04-01",
                         "--format", "json")  # fmt: skip
    plan = Plan.objects.get()
    assert (code, plan.title, str(plan.base_date), plan.actions.count()) == (0, "Safer homes", "2026-04-01", 3)
    assert len(json.loads(out)["recommendations"]) == 2
    assert "Plan saved as “Safer homes”. Reference: reading" in err


@pytest.mark.django_db
def test_a_second_run_doubles_nothing_and_says_where_to_compare(file: Path) -> None:
    user = coordinator_of()
    run(file, "--as", user.email)
    code, _, err = run(file, "--as", user.email)
    assert code == 1
    assert "newer copy of “tracker”, so nothing was saved" in err
    assert Plan.objects.count() == 1


@pytest.mark.django_db
def test_whoever_may_not_save_is_told_why_and_nothing_is_kept(file: Path) -> None:
    board = person_with(Role.BOARD_MEMBER)
    for arguments, sentence in (
        ((), "Say who saves the plan with --as EMAIL"),
        (("--as", "nobody@example.org"), "Nobody signs in with nobody@example.org"),
        (("--as", board.email), "coordinates no partnership"),
        (("--as", person().email), "coordinates no partnership"),
    ):
        code, _, err = run(file, *arguments)
        assert (code, sentence in err) == (1, True), err
    assert not SourceDocument.objects.exists()


@pytest.mark.django_db
def test_of_several_partnerships_one_is_named(file: Path) -> None:
    user = coordinator_of()
    first = partnership_of(user)
    also_holds(user, Role.COORDINATOR, partnership=partnership_named())
    assert "name one with --partnership" in run(file, "--as", user.email)[2]
    assert "does not coordinate" in run(file, "--as", user.email, "--partnership", partnership_named().name)[2]
    assert run(file, "--as", user.email, "--partnership", first.name)[0] == 0
    assert Plan.objects.get().partnership == first


@pytest.mark.django_db
def test_a_refusal_on_the_way_to_saving_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "actions.csv"
    file.write_bytes(tracker([("Train", "Health")], headings=("Advice", "Lead")))
    assert run(file, "--as", coordinator_of().email)[0] == 1
    assert not SourceDocument.objects.exists()


def test_the_headings_of_the_tests_own_tracker_are_all_understood(file: Path) -> None:
    extra = json.loads(run(file, "--dry-run", "--format", "json")[1])["recommendations"][0]["actions"][0]["extra"]
    assert extra == {}, HEADINGS
