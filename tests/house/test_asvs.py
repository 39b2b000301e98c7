"""The list of ASVS names each requirement once, and only tests and lines of running.md that are there."""

import ast
import re
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from asvs import DATA, PAGE, Requirement, Standing, requirements, written

TEXT = DATA.read_text()
FOUND = requirements(TEXT)
# Of ASVS 5.0.0, counted in its own table of requirements: 345 in all, of which 92 are of level 3 alone.
OF_LEVEL = {1: 70, 2: 183}
LONGEST_LABEL = 8  # words, so that none is a sentence of the standard


def of(standing: Standing) -> list[Requirement]:
    return [one for one in FOUND if one.standing is standing]


def test_every_requirement_of_levels_1_and_2_stands_once_and_in_order() -> None:
    numbers = [tuple(map(int, one.number.split("."))) for one in FOUND]
    assert numbers == sorted(set(numbers))
    assert {level: sum(one.level == level for one in FOUND) for level in OF_LEVEL} == OF_LEVEL
    assert len(FOUND) == 253
    assert all(one.chapter.split()[0] == one.number.split(".")[0] for one in FOUND)


def test_numbers_and_levels_are_those_of_the_standard() -> None:
    """The fingerprint was made of the standard's own table, so that a slip of ours in any number or level shows."""
    ours = " ".join(f"{one.number}/{one.level}" for one in FOUND)
    assert sha256(ours.encode()).hexdigest()[:16] == "f19052c267859bfe"


def test_labels_are_short_and_each_its_own() -> None:
    assert [one.number for one in FOUND if not 3 <= len(one.label.split()) <= LONGEST_LABEL] == []
    assert len({one.label for one in FOUND}) == len(FOUND)


def is_defined(test: str) -> bool:
    """Whether `path::name` or `path::Class::name` is a test that pytest would find."""
    path, *names = test.split("::")
    body: list[ast.stmt] = ast.parse((ROOT / path).read_text()).body if (ROOT / path).is_file() else []
    for name in names:
        inside = [one for one in body if isinstance(one, ast.ClassDef | ast.FunctionDef) and one.name == name]
        body = inside[0].body if inside else []
    return bool(body) and Path(path).name.startswith("test_") and names[-1].startswith("test_")


@pytest.mark.parametrize("one", of(Standing.HOLDS), ids=lambda one: one.number)
def test_what_holds_names_tests_that_are_there(one: Requirement) -> None:
    assert one.because
    assert [test for test in one.because if not is_defined(test)] == []


def test_a_test_that_is_not_there_would_be_noticed() -> None:
    here = "tests/house/test_asvs.py"
    assert is_defined(f"{here}::test_a_test_that_is_not_there_would_be_noticed")
    assert is_defined("towpath/audit/tests/test_chain.py::TestProof::test_untouched_record_is_whole")
    for gone in ("test_gone", "is_defined", "TestGone::test_a", "FOUND"):
        assert not is_defined(f"{here}::{gone}")
    assert not is_defined("tests/house/test_gone.py::test_a")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next, with single spaces."""
    parts = re.split(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return " ".join(dict(zip(parts[1::2], parts[2::2], strict=True)).get(heading, "").split())


def test_what_is_of_the_installation_is_a_line_of_running() -> None:
    running = (ROOT / "docs" / "running.md").read_text()
    for one in of(Standing.INSTALLATION):
        assert one.because["line"] in section(running, one.because["heading"]), one.number


def test_a_line_that_is_not_there_would_be_noticed() -> None:
    text = "# One\n\nfirst\nline\n\n## Two\nsecond"
    assert section(text, "One") == "first line"
    assert section(text, "Two") == "second"
    assert section(text, "Three") == ""


def test_what_is_not_proved_says_why() -> None:
    for one in (*of(Standing.NOT_YET), *of(Standing.DOES_NOT_APPLY)):
        assert len(str(one.because).split()) > 1, one.number


def test_the_page_says_what_the_data_says() -> None:
    assert PAGE.read_text() == written(TEXT), "Run `make docs` and commit the result."


@pytest.mark.parametrize("said", ["", 'not_yet = "a b", holds = []', 'missing = "a b"', 'not_yet = "a b", nots = "c"'])
def test_a_line_that_does_not_say_how_it_stands_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"1\.1\.1 says how it stands"):
        requirements(f'[1]\ntitle = "A"\n"1.1.1" = {{ level = 1, label = "b"{"," if said else ""} {said} }}')


NAMED = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def test_tests_that_the_page_on_accessibility_names_are_there_too() -> None:
    page = ROOT / "docs" / "accessibility.md"
    named = NAMED.findall(page.read_text())
    assert len(named) > 10
    for test, path in named:
        file = (page.parent / path).resolve()
        assert f"def {test}(" in file.read_text(), f"{test} is not in {path}"
