"""Every release that was ever made is carried forward: restored, migrated, verified, and it shows what it showed."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.journeys.databases import fresh_database
from tests.releases.keeping import HERE, Installation, read_shown, unpack

pytestmark = pytest.mark.long
RELEASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0].isdigit())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[[], Installation]]:
    """Makes installations with an empty database, of the kind that the tests run on."""
    with ExitStack() as stack:

        def make() -> Installation:
            folder = tmp_path / secrets.token_hex(4)
            folder.mkdir()
            return Installation(stack.enter_context(fresh_database(folder, has_tables=False)), folder)

        yield make


@pytest.mark.parametrize("release", RELEASES)
def test_release_is_restored_migrated_and_shows_what_it_showed(
    release: str, place: Callable[[], Installation], tmp_path: Path
) -> None:
    backup = unpack(HERE / release / f"{connection.vendor}.tar.xz", tmp_path)
    restored = place()
    done = restored.run("restore", str(backup))
    assert done.returncode == 0, done.stdout
    assert "FAULT" not in done.stdout
    kept = read_shown(HERE / release / f"{connection.vendor}.json.xz")
    assert differences(kept, restored.shown(backup)) == []


def test_demonstration_restored_shows_what_it_showed_when_it_was_backed_up(
    place: Callable[[], Installation], tmp_path: Path
) -> None:
    world, restored = place(), place()
    world.make_world()
    done = world.run("backup", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stdout
    done = restored.run("restore", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stdout
    assert differences(world.shown(tmp_path / "backup"), restored.shown(tmp_path / "backup")) == []


def differences(kept: Any, now: Any, where: str = "") -> list[str]:
    """What was kept and is otherwise now. What came since (a further column, list or table) is none."""
    if isinstance(kept, dict) and isinstance(now, dict):
        return [
            found for name, value in kept.items() for found in differences(value, now.get(name), f"{where} / {name}")
        ]
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        return [
            found
            for number, (one, other) in enumerate(zip(kept, now, strict=True))
            for found in differences(one, other, f"{where} / {number}")
        ]
    return [] if kept == now else [f"{where}: {json.dumps(kept)[:200]} is now {json.dumps(now)[:200]}"]


@pytest.mark.parametrize(
    ("now", "count"), [({"a": [1], "b": 2}, 0), ({"a": [2], "b": 2}, 1), ({"a": [], "c": 2}, 2), ({}, 2)]
)
def test_what_differs_is_found(now: Any, count: int) -> None:
    assert len(differences({"a": [1], "b": 2}, now)) == count
