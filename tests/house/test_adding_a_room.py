"""A newcomer adds a room of a fact, a form, a list, a paper and what is found in under 200 lines."""

import os
import subprocess
import sys

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.once
ROOM = ROOT / "tests" / "made_up_room"
MOST_LINES = 200


def test_a_made_up_room_takes_under_two_hundred_lines() -> None:
    assert sum(len(path.read_text().splitlines()) for path in (ROOM / "stalls").glob("*.py")) < MOST_LINES


def test_a_made_up_room_works_as_the_guide_says() -> None:
    """In a process of its own, whose settings have one more room."""
    command = [sys.executable, "-m", "pytest", "-q", "--ds=tests.made_up_room.settings", str(ROOM / "trying_stalls.py")]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    tried = subprocess.run(
        command, cwd=ROOT, env=clean | {"DATABASE_URL": ""}, capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stdout
    assert "5 passed" in tried.stdout
