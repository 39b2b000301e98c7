"""Every fault on SQLite and on a PostgreSQL of the tests' own. The world is prepared once for each and copied."""

import os
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.clusters import HOW_TO_GET_IT, WHERE, Cluster, cluster_in
from tests.faults.world import World


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The servers and their sockets are real."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if not WHERE:
        _give_up(HOW_TO_GET_IT)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        made = Path(folder) / "cluster"
        made.mkdir()
        with cluster_in(made) as running:
            yield running


def _give_up(why: str) -> None:
    if os.environ.get("TOWPATH_FAULTS_ON") == "both":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("sqlite")
    world = World(folder, f"sqlite:///{folder}/world.sqlite3", None)
    world.facts = world.play("prepare")
    world.close()
    return world


@pytest.fixture(scope="session")
def prepared_postgresql(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> World:
    _execute(cluster, "CREATE DATABASE prepared")
    address = f"{cluster.url.rpartition('/')[0]}/prepared"
    world = World(tmp_path_factory.mktemp("postgresql"), address, cluster)
    world.facts = world.play("prepare")
    world.close()
    return world


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """An installation on each database in turn."""
    yield from _copy(request.getfixturevalue(f"prepared_{request.param}"), tmp_path)


@pytest.fixture
def on_sqlite(prepared_sqlite: World, tmp_path: Path) -> Iterator[World]:
    yield from _copy(prepared_sqlite, tmp_path)


@pytest.fixture
def on_postgresql(prepared_postgresql: World, tmp_path: Path) -> Iterator[World]:
    yield from _copy(prepared_postgresql, tmp_path)


def _copy(prepared: World, folder: Path) -> Iterator[World]:
    if prepared.cluster is None:
        with (
            sqlite3.connect(prepared.folder / "world.sqlite3") as old,
            sqlite3.connect(folder / "world.sqlite3") as new,
        ):
            old.backup(new)
        world = World(folder, f"sqlite:///{folder}/world.sqlite3", None, prepared.facts)
    else:
        name = f"world_{secrets.token_hex(4)}"
        _execute(prepared.cluster, f"CREATE DATABASE {name} TEMPLATE prepared")
        # Until then a sequence of the copy counts on what the log says of the original: after a crash it would go back.
        _execute(prepared.cluster, "CHECKPOINT")
        world = World(folder, f"{prepared.cluster.url.rpartition('/')[0]}/{name}", prepared.cluster, prepared.facts)
    try:
        yield world
    finally:
        world.close()


def _execute(cluster: Cluster, statement: str) -> Any:
    with psycopg.connect(cluster.url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        return connection.execute(statement)
