"""Every package of the lock files is under a licence of the list, or an exception that says why."""

import sys
from collections.abc import Iterable
from importlib import metadata

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from locked import LockedPackage, everything, licences, stated_by

KNOWN = licences()
PLAIN = {"MIT", "BSD-3-Clause", "Apache-2.0", "MPL-2.0 AND MIT"}  # where `License` itself is an expression


def is_allowed(expression: str, allowed: Iterable[str]) -> bool:
    """Whether one of the licences one may choose between is allowed with all it joins by AND."""
    choices = [choice.split(" AND ") for choice in expression.split(" OR ")]
    return any(set(joined) <= set(allowed) for joined in choices)


def refused(packages: Iterable[LockedPackage]) -> list[str]:
    return [
        f"{one.name}: {one.licence or 'no licence is known'}"
        for one in packages
        if not is_allowed(one.licence, KNOWN["allowed"]) and one.name not in KNOWN["exceptions"]
    ]


def test_everything_shipped_is_under_a_licence_of_the_list() -> None:
    packages = everything()
    assert len(packages) > 100
    assert refused(packages) == []


def test_every_exception_is_needed_and_names_its_licence() -> None:
    packages = {one.name: one for one in everything()}
    for name, why in KNOWN["exceptions"].items():
        assert not is_allowed(packages[name].licence, KNOWN["allowed"]), name
        licence, _, reason = why.partition(": ")
        assert licence == packages[name].licence
        assert len(reason.split()) > 3


def test_our_own_list_names_packages_that_are_used_and_do_not_say_it_themselves() -> None:
    names = {one.name for one in everything() if one.kind == "pypi"}
    assert set(KNOWN["python"]) <= names
    assert [name for name in KNOWN["python"] if stated_by(name)] == []


def test_what_our_list_says_is_not_contradicted_by_the_package() -> None:
    for name, licence in KNOWN["python"].items():
        try:
            said = metadata.metadata(name).get("License") or ""
        except metadata.PackageNotFoundError:
            continue  # of another system, such as colorama
        assert said not in PLAIN or said == licence, name


def test_the_rule_refuses_a_licence_that_is_not_on_the_list() -> None:
    made_up = LockedPackage("npm", "made-up", "1.0", "SHA-512", (), "GPL-3.0-only OR SSPL-1.0")
    nameless = LockedPackage("npm", "nameless", "1.0", "SHA-512", (), "")
    assert refused([made_up, nameless]) == ["made-up: GPL-3.0-only OR SSPL-1.0", "nameless: no licence is known"]
    assert is_allowed("GPL-3.0-only OR MIT AND OFL-1.1", ["MIT", "OFL-1.1"])
    assert not is_allowed("MIT AND GPL-3.0-only", ["MIT"])
