"""`towpath load-practices FILE` at a terminal."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from towpath.documents.practices.tests.making import practice, practice_file, written
from towpath.practices.models import Practice, RegisterLoad


def run(*arguments) -> tuple[str, str, int]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("load_practices", *arguments, stdout=out, stderr=err)
    except SystemExit as stopped:
        code = stopped.code
    return out.getvalue(), err.getvalue(), code


@pytest.fixture
def file(tmp_path):
    def kept(*rows, name="epraccur.csv"):
        path = tmp_path / name
        path.write_bytes(written(rows))
        return str(path)

    return kept


def test_dry_run_of_a_full_size_file_gives_its_totals_without_a_database(tmp_path):
    path = tmp_path / "epraccur.csv"
    path.write_bytes(practice_file())
    said = json.loads(run(str(path), "--dry-run", "--format", "json")[0])
    assert said == {"dialect": "new", "encoding": "utf-8", "rows": 15_350, "active_gp_practices": 6_570}


@pytest.mark.django_db
def test_it_loads_and_says_what_changed(file):
    run(file(practice(1), practice(2)))
    out, _, _ = run(file(practice(1, c2="LOCK HOUSE"), practice(3)))
    assert "1 added, 1 changed, 1 no longer in the file" in out
    assert RegisterLoad.objects.first().loaded_by is None


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(file):
    path = file(practice(1))
    run(path)
    assert "Nothing changed" in run(path)[0]
    assert json.loads(run(path, "--format", "json")[0])["added"] == 0


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_says_why_and_fails(file):
    out, err, code = run(file(practice(1), practice(2, c12="31/03/2024"), practice(3, c13="X")))
    assert (out, code) == ("", 1)
    assert "Row 2, closing date: “31/03/2024”" in err
    assert "Row 3, status: “X”" in err
    assert not Practice.objects.exists()


def test_a_file_that_is_not_there_says_so(tmp_path):
    _, err, code = run(str(tmp_path / "nothing.csv"))
    assert code == 1
    assert "could not be opened" in err


@pytest.mark.django_db
def test_a_far_shorter_file_needs_a_word(file):
    run(file(*[practice(number) for number in range(1, 11)]))
    short = file(practice(1), name="short.csv")
    _, err, code = run(short)
    assert code == 1
    assert "Say so with --whole." in err
    assert "9 no longer in the file" in run(short, "--whole")[0]
