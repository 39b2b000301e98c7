"""The list of components holds every package of the lock files, in the shape that CycloneDX gives it."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import cyclonedx.schema
import pytest
from cyclonedx.model.bom import Bom

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from locked import everything, npm_packages, python_packages
from sbom import written

SCHEMA = Path(cyclonedx.schema.__file__).parent / "_res" / "bom-1.6.SNAPSHOT.schema.json"


@pytest.fixture(scope="module")
def bom() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(everything()))
    return found


def test_every_line_of_the_lock_files_is_a_component(bom: dict[str, Any]) -> None:
    pinned = re.findall(r"^([a-z0-9][\w.-]*)(?:\[.*\])?==(\S+)", (ROOT / "requirements/base.txt").read_text(), re.M)
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    python = {f"pkg:pypi/{name}@{version}" for name, version in pinned}
    npm = {f"pkg:npm/{path[13:]}@{one['version']}".replace("/@", "/%40") for path, one in locked.items() if path}
    assert {one["purl"] for one in bom["components"]} == python | npm
    assert len(bom["components"]) == len(pinned) + len(npm)


def test_every_component_has_a_licence_and_hashes(bom: dict[str, Any]) -> None:
    assert all(one["licenses"] and one["hashes"] for one in bom["components"])


def test_only_what_checks_need_is_left_out_of_what_is_shipped(bom: dict[str, Any]) -> None:
    assert [one["name"] for one in bom["components"] if one["scope"] == "excluded"] == ["axe-core"]


def test_it_has_the_shape_of_its_schema(bom: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())
    assert strangers(bom, schema) == set()
    component = schema["definitions"]["component"]
    assert [one for one in bom["components"] if strangers(one, component)] == []
    assert len(Bom.from_json(bom).components) == len(bom["components"])  # type: ignore[attr-defined]


def strangers(found: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    """Keys the schema does not know, and keys it asks for that are missing."""
    return (set(found) - set(schema["properties"])) | (set(schema["required"]) - set(found))


def test_the_rule_finds_a_key_too_many_and_one_too_few() -> None:
    component = json.loads(SCHEMA.read_text())["definitions"]["component"]
    assert strangers({"type": "library", "nmae": "x"}, component) == {"name", "nmae"}


def test_the_same_lock_files_give_the_same_list() -> None:
    assert written(everything()) == written(list(reversed(everything())))


def test_lines_of_requirements_are_read_whole() -> None:
    text = "one[extra]==1.2 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "a" * 64 + "\ntwo==3\n"
    one, two = python_packages(text)
    assert (one.name, one.version, one.where, one.hashes) == ("one", "1.2", "sys_platform == 'win32'", ("a" * 64,))
    assert (two.name, two.version, two.where) == ("two", "3", "")


def test_a_package_inside_another_is_one_too() -> None:
    lock = {"packages": {"": {}, "node_modules/a/node_modules/@b/c": {"version": "1", "integrity": "sha512-AAAA"}}}
    (found,) = npm_packages(lock)
    assert (found.name, found.hashes) == ("@b/c", ("000000",))
