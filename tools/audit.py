"""Ask whether a known weakness stands in what Towpath is made of: pip-audit for Python, npm audit for the front end.

Ends with 1 where one does, and with 2 where nobody could be asked: what was not looked at is not called sound.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from install import npm
from locked import ROOT

BIN = Path(sys.executable).parent
PIP_AUDIT = ("--requirement", "requirements/base.txt", "--require-hashes", "--disable-pip", "--format", "json")
FOUND, NOT_ASKED = 1, 2


@dataclass(frozen=True)
class Answer:
    """What a service of weaknesses said: a line for each weakness, and why somebody was not looked at."""

    weaknesses: tuple[str, ...] = ()
    not_asked: str = ""


def main() -> None:
    answers = {
        "Python": of_python(said_by([str(BIN / "pip-audit"), *PIP_AUDIT, "--progress-spinner", "off"])),
        "npm": of_npm(said_by([npm(), "audit", "--json"])),
    }
    for name, answer in answers.items():
        print("\n".join([f"{name}: {summary(answer)}", *(f"  {one}" for one in answer.weaknesses)]))
    sys.exit(exit_code(list(answers.values())))


def said_by(command: list[str]) -> str:
    """What the command writes; both end with an error where they find something, so its code says nothing."""
    return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, env=os.environ).stdout


def of_python(said: str) -> Answer:
    """pip-audit passes over a package that its service does not know, and calls the rest sound."""
    packages = read(said).get("dependencies")
    if not packages:
        return Answer(not_asked="pip-audit gave no answer")
    left_out = [one["name"] for one in packages if "skip_reason" in one]
    weaknesses = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for one in packages
        for fault in one.get("vulns", ())
    ]
    return Answer(tuple(weaknesses), f"{len(left_out)} of {len(packages)} packages not known there" if left_out else "")


def of_npm(said: str) -> Answer:
    found = read(said)
    if "vulnerabilities" not in found:
        return Answer(not_asked=str(found.get("message", "npm gave no answer")).partition(" - ")[0])
    faults = found["vulnerabilities"].values()
    return Answer(tuple(f"{one['name']} {one['range']}: {one['severity']}" for one in faults))


def read(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def summary(answer: Answer) -> str:
    known = f"{len(answer.weaknesses)} known weaknesses" if answer.weaknesses else "no known weakness"
    return f"not asked ({answer.not_asked})" if answer.not_asked and not answer.weaknesses else known


def exit_code(answers: list[Answer]) -> int:
    if any(answer.weaknesses for answer in answers):
        return FOUND
    return NOT_ASKED if any(answer.not_asked for answer in answers) else 0


if __name__ == "__main__":
    main()
