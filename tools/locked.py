"""What Towpath is made of, by its lock files: packages of Python and of npm, with version, hashes and licence."""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>\S+)(?: ; (?P<where>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class LockedPackage:
    """A package pinned by version and hash. `where` says on which machines alone it is installed."""

    kind: str  # "pypi" or "npm"
    name: str
    version: str
    algorithm: str
    hashes: tuple[str, ...]
    licence: str
    where: str = ""
    is_for_developing: bool = False


def everything() -> list[LockedPackage]:
    """Every package of both lock files, without what only tests and checks need from Python."""
    return [*python_packages((REQUIREMENTS / "base.txt").read_text()), *npm_packages(lock_of_npm())]


def python_packages(requirements: str) -> Iterator[LockedPackage]:
    """The packages of a file of requirements that `make requirements` wrote."""
    for block in re.split(r"\n(?=\S)", requirements):
        if found := PINNED.match(block):
            yield LockedPackage(
                kind="pypi",
                name=found["name"],
                version=found["version"],
                algorithm="SHA-256",
                hashes=tuple(HASH.findall(block)),
                licence=licence_of(found["name"]),
                where=(found["where"] or "").strip(),
            )


def npm_packages(lock: dict[str, Any]) -> Iterator[LockedPackage]:
    """The packages of package-lock.json, each by the last name on its way: one inside another is a package too."""
    for path, package in lock["packages"].items():
        if path:
            yield LockedPackage(
                kind="npm",
                name=path.rpartition("node_modules/")[2],
                version=package["version"],
                algorithm="SHA-512",
                hashes=(sha512(package["integrity"]),),
                licence=package.get("license", ""),
                where=" or ".join(package.get("os", ())),
                is_for_developing=package.get("dev", False),
            )


def sha512(integrity: str) -> str:
    """The hash that npm writes in base 64, in hexadecimal."""
    return base64.b64decode(integrity.removeprefix("sha512-")).hex()


def lock_of_npm() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text())
    return lock


def licences() -> dict[str, Any]:
    """The list of licences: which are allowed, the exceptions, and what packages of Python do not say themselves."""
    return tomllib.loads((REQUIREMENTS / "licences.toml").read_text())


def licence_of(name: str) -> str:
    """A package's licence as an SPDX expression: its own words, else those of our list; "" where nobody says."""
    known: str = licences()["python"].get(name, "")
    return stated_by(name) or known


def stated_by(name: str) -> str:
    """The expression an installed package states itself; "" where it states none or is not for this machine."""
    try:
        return str(metadata.metadata(name).json.get("license_expression", ""))
    except metadata.PackageNotFoundError:
        return ""
