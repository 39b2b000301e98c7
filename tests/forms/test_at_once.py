"""Two clicks in the same moment, and two people in the same moment: real threads on a real database, on both kinds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forms.bodies import FORMS
from tests.journeys.databases import fresh_database

ROOT = Path(__file__).parents[2]
# Each was doubled, or ended in a fault, before a form was used once: tried in every run.
EVERY_RUN = ("agencies", "programmes:agree_contract", "programmes:meet_milestone")
AT_MOST = 3600  # seconds; a form that hangs ends the run


def played(tmp_path: Path, *names: str) -> list[dict]:
    """What came of each form, sent twice at once and by two people at once."""
    with fresh_database(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "tests.forms.at_once", address, *names],
            env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"},
            cwd=ROOT, capture_output=True, text=True, timeout=AT_MOST, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def faults(came: list[dict]) -> list[str]:
    """What is wrong with what came of the forms."""
    return [f"{one['form']}, {one['play']}: {fault}" for one in came if (fault := fault_of(one))]


def fault_of(one: dict) -> str:
    if any(status >= 500 for status in one["statuses"]):
        return f"a fault instead of a sentence: {one['statuses']}"
    if one["play"] == "two_people":
        return "" if 302 in one["statuses"] else f"neither is answered: {one['statuses']}"
    if one["statuses"] != [302, 302] or len(set(one["addresses"])) > 1:
        return f"the second answer is not the first's: {one['statuses']} {one['addresses']}"
    changes = [tuple(change) for change in one["changes"]]
    return "" if changes and len(changes) == len(set(changes)) else f"not one change: {changes}"


def test_forms_that_were_doubled_are_used_once(tmp_path: Path) -> None:
    came = played(tmp_path, *EVERY_RUN)
    assert len(came) == 2 * len(EVERY_RUN)
    assert faults(came) == []


@pytest.mark.long
def test_every_form_is_used_once_however_fast_it_is_sent_again(tmp_path: Path) -> None:
    came = played(tmp_path, *FORMS)
    assert len(came) == 2 * len(FORMS)
    assert faults(came) == []


def test_the_rule_finds_a_doubled_change_and_a_fault() -> None:
    change = ["contract_agreed", "programmes.contract"]
    once = {"form": "x", "play": "one_person_twice", "statuses": [302, 302], "addresses": ["/", "/"]}
    assert faults([once | {"changes": [change]}]) == []
    assert faults([once | {"changes": [change, change]}])
    assert faults([once | {"changes": []}])
    assert faults([once | {"changes": [change], "statuses": [302, 500]}])
    assert faults([once | {"changes": [change], "addresses": ["/", "/elsewhere/"]}])
