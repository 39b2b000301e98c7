"""A weakness that is known ends `make audit` with 1, and what nobody looked at is not called sound."""

import json
import sys
from typing import Any

import pytest

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from audit import FOUND, NOT_ASKED, Answer, exit_code, of_npm, of_python, summary

WEAK = {"name": "one", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
SOUND = {"name": "two", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "three", "skip_reason": "not found"}


def python(*packages: dict[str, Any]) -> Answer:
    return of_python(json.dumps({"dependencies": packages}))


def test_a_weakness_of_python_is_named_with_the_version_that_mends_it() -> None:
    assert python(WEAK, SOUND).weaknesses == ("one 1.0: CVE-1, mended in 1.1",)


def test_packages_that_pip_audit_passed_over_are_counted() -> None:
    assert python(SOUND, UNKNOWN).not_asked == "1 of 2 packages not known there"
    assert summary(python(SOUND, UNKNOWN)) == "not asked (1 of 2 packages not known there)"


def test_a_weakness_of_npm_is_named() -> None:
    said = {"vulnerabilities": {"sass": {"name": "sass", "range": "<2", "severity": "high"}}}
    assert of_npm(json.dumps(said)).weaknesses == ("sass <2: high",)


@pytest.mark.parametrize("said", ["", "[]", "not JSON", '{"message": "405 Method Not Allowed - POST https://…"}'])
def test_no_answer_is_no_sound_answer(said: str) -> None:
    for answer in (of_python(said), of_npm(said)):
        assert answer.not_asked
        assert "https" not in summary(answer)


def test_how_it_ends() -> None:
    sound, unasked = python(SOUND), python(UNKNOWN)
    assert summary(sound) == "no known weakness"
    assert exit_code([sound, of_npm('{"vulnerabilities": {}}')]) == 0
    assert exit_code([sound, unasked]) == NOT_ASKED
    assert exit_code([python(WEAK), unasked]) == FOUND
