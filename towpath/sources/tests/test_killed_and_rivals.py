"""A process killed in mid-save, and two that save at once: real processes on a real database."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.databases import fresh_database

ROOT = Path(__file__).parents[3]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of a database that other processes see too, with one open reading in it; gone afterwards."""
    with fresh_database(tmp_path) as address:
        started("prepare", address).communicate(timeout=600)
        yield address


def started(what: str, database: str) -> subprocess.Popen[str]:
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
    return subprocess.Popen(
        [sys.executable, "-m", "towpath.sources.tests.dying", what],
        env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def counts(database: str) -> dict[str, object]:
    return json.loads(started("counts", database).communicate(timeout=600)[0])


def test_a_process_killed_in_mid_save_leaves_nothing_and_the_next_one_saves_the_whole(database: str) -> None:
    killed = started("die", database)
    killed.communicate("go\n", timeout=600)
    assert killed.returncode == -signal.SIGKILL
    held = counts(database)
    assert (held.pop("states"), held.pop("chain")) == (["open"], True)
    assert not any(held.values()), held

    started("save", database).communicate("go\n", timeout=600)
    held = counts(database)
    assert (held["states"], held["chain"]) == (["saved"], True)
    assert (held["Plan"], held["Recommendation"], held["Action"], held["ProgressUpdate"]) == (1, 6, 60, 60)


def test_two_processes_that_save_at_once_make_one_plan(database: str) -> None:
    rivals = [started("save", database) for _ in range(2)]
    for rival in rivals:
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        rival.stdin.write("go\n")
        rival.stdin.flush()
    plans = {rival.communicate(timeout=600)[0] for rival in rivals}
    assert [rival.returncode for rival in rivals] == [0, 0]
    assert len(plans) == 1
    assert (counts(database)["Plan"], counts(database)["Action"]) == (1, 60)
