"""Two people who record overlapping periods of a site at once: real processes on a real database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.databases import fresh_database

ROOT = Path(__file__).parents[3]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of a database that other processes see too, with one site in it; gone afterwards."""
    with fresh_database(tmp_path) as address:
        started(address, "prepare").communicate(timeout=600)
        yield address


def started(database: str, *what: str) -> subprocess.Popen[str]:
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
    return subprocess.Popen(
        [sys.executable, "-m", "towpath.programmes.tests.rivals", *what],
        env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_one_of_two_overlapping_periods_is_kept_and_the_other_manager_is_told(database: str) -> None:
    rivals = [started(database, "record", day) for day in ("1", "15")]
    for rival in rivals:
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        rival.stdin.write("go\n")
        rival.stdin.flush()
    told = sorted(rival.communicate(timeout=600)[0].strip() for rival in rivals)
    assert [rival.returncode for rival in rivals] == [0, 0]
    assert told[1] == "saved"
    assert told[0].startswith("This overlaps with “Blended”")
    assert started(database, "count").communicate(timeout=600)[0] == "1\n"
