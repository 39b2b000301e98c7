"""The import contracts of pyproject.toml fire on what goes up, and what they cannot say."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT, modules, say, tree_of

PAGES = ("django.http", "django.shortcuts", "django.urls", "django.views")


def knows_pages(tree: ast.Module) -> Iterator[ast.stmt]:
    """Imports of what only pages need."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PAGES):
            yield node
        if isinstance(node, ast.Import) and any(name.name.startswith(PAGES) for name in node.names):
            yield node


def test_models_policies_and_services_know_no_pages() -> None:
    found = [
        say(path, node.lineno)
        for path in modules("models", "policies", "services")
        for node in knows_pages(tree_of(path))
    ]
    assert not found


def test_the_rule_fires_on_a_service_that_redirects() -> None:
    bad = ast.parse("from django.shortcuts import redirect\nimport django.http\nfrom django.db import models")
    assert len(list(knows_pages(bad))) == 2


CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOORS = [floor.split(" | ") for floor in CONTRACTS[0]["layers"]]
CONTAINERS = CONTRACTS[2]["containers"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Every room of the contracts with nothing in it, under the contracts of the real one."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in (room for floor in FLOORS for room in floor):
        plant(tmp_path, room)
    return tmp_path


def plant(house: Path, module: str, imports: str = "") -> None:
    folder = house.joinpath(*module.split("."))
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(f"import {imports}\n" if imports else "")
    (house / "towpath" / "__init__.py").touch()


def look(house: Path) -> tuple[int, str]:
    """What import-linter says of a house, on one line."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-cache"], cwd=house, env=os.environ | {"PYTHONPATH": str(house)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.returncode, " ".join(done.stdout.split())


def test_every_room_stands_on_a_floor() -> None:
    rooms = {f"towpath.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert rooms - {"towpath.settings"} == {room for floor in FLOORS for room in floor}


def test_an_empty_house_keeps_the_contracts(house: Path) -> None:
    assert look(house)[0] == 0


def test_every_room_that_imports_the_floor_above_or_its_neighbour_is_refused(house: Path) -> None:
    upwards = [(low, high) for above, below in pairwise(FLOORS) for low in below for high in above]
    wrong = [*upwards, *(pair for floor in FLOORS for pair in permutations(floor, 2))]
    assert ("towpath.practices", "towpath.training") in wrong
    for number, (room, other) in enumerate(wrong):
        plant(house, f"{room}.planted_{number}", other)
    status, said = look(house)
    assert status == 1
    assert not [(room, other) for room, other in wrong if f"{room} is not allowed to import {other}:" not in said]


def test_a_model_that_imports_a_page_is_refused_in_every_room(house: Path) -> None:
    for room in CONTAINERS:
        plant(house, f"{room}.views")
        plant(house, f"{room}.models", f"{room}.views")
    status, said = look(house)
    assert status == 1
    missed = [room for room in CONTAINERS if f"{room}.models is not allowed to import {room}.views:" not in said]
    assert not missed


def test_ground_that_imports_django_is_refused(house: Path) -> None:
    plant(house, "towpath.foundation.planted", "django")
    status, said = look(house)
    assert status == 1
    assert "towpath.foundation is not allowed to import django:" in said
