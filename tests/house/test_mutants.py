"""Which small mistakes are made on purpose, and which tests are asked whether they notice."""

import sys
from collections import Counter

import pytest

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import mutants
from mutants import Mutant, Reach

SOURCE = '''\
MOST = 3


@atomic
def is_full(people: int | None) -> bool:
    """Are there as many as may come?"""
    return people is not None and people >= MOST


@dataclass(frozen=True)
class Room:
    seats: "list | None"
'''


def test_annotations_and_the_making_of_a_dataclass_are_left_alone() -> None:
    spans = mutants.unspoken(SOURCE)
    lines = SOURCE.splitlines()
    spoken = {lines[first[0] - 1][first[1] : last[1]] for first, last in spans}
    assert spoken == {"int | None", "bool", "dataclass(frozen=True)", '"list | None"'}


@pytest.mark.parametrize(("line", "first", "last"), [(4, 4, 7), (7, 4, 7), (1, 1, 13), (12, 10, 12)])
def test_a_line_that_runs_on_import_belongs_to_its_function_class_or_file(line: int, first: int, last: int) -> None:
    assert mutants.belongs_to(SOURCE, line) == range(first, last + 1)


def test_the_most_particular_tests_come_first_and_no_more_than_a_minute_of_them() -> None:
    reach = Reach({"a.py": {7: ["wide", "slow", "own"], 9: ["wide"]}}, {"own": 1, "slow": 58, "wide": 2})
    assert mutants.tests_for(Mutant("a.py", 7, "", 0), SOURCE, reach) == ["own", "slow"]


def test_one_test_is_asked_however_long_it_takes() -> None:
    reach = Reach({"a.py": {7: ["slow"]}}, {"slow": 300})
    assert mutants.tests_for(Mutant("a.py", 7, "", 0), SOURCE, reach) == ["slow"]


def test_a_decorator_is_tried_by_what_reaches_the_function() -> None:
    reach = Reach({"a.py": {7: ["own"]}}, {})
    assert mutants.tests_for(Mutant("a.py", 4, "", 0), SOURCE, reach) == [mutants.OF_MODELS, "own"]


def test_what_runs_on_import_in_a_class_that_no_test_runs_through_is_tried_by_what_reaches_the_file() -> None:
    reach = Reach({"a.py": {7: ["own"]}}, {})
    assert mutants.tests_for(Mutant("a.py", 12, "", 0), SOURCE, reach) == [mutants.OF_MODELS, "own"]
    assert mutants.tests_for(Mutant("b.py", 12, "", 0), SOURCE, reach) == []


def test_a_test_is_known_by_its_own_name() -> None:
    assert mutants.name_of("a/test_b.py::test_c[x@y]@group|run") == "a/test_b.py::test_c[x@y]"


def test_what_a_test_took_is_told_with_its_fixtures() -> None:
    said = "0.50s setup    a.py::b@g\n1.00s call     a.py::b@g\nnothing\n"
    assert mutants.seconds_in(said) == Counter({"a.py::b": 1.5})


def test_a_difference_is_told_by_its_lines() -> None:
    assert mutants.difference("a\n  b\na\n", "a\n  c\na\n") == "- b\n+ c"


@pytest.mark.parametrize(("survived", "code"), [(15, 0), (16, 1)])
def test_more_than_fifteen_in_a_hundred_are_too_many(
    survived: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    dead = [(Mutant("a.py", 1, "", 0), mutants.KILLED, "")] * (100 - survived)
    alive = [(Mutant("a.py", 1, "", 0), mutants.UNREACHED, "- b\n+ c")] * survived
    same = [(Mutant("a.py", 1, "", 0), mutants.EQUIVALENT, "")]
    assert mutants.report(dead + alive + same) == code
    assert f"{survived} of 100 survived ({survived}%); 1 listed as equivalent." in capsys.readouterr().out


def test_rules_services_and_records_are_tried_and_no_tests_or_pages() -> None:
    tried = mutants.files()
    assert "towpath/training/rule.py" in tried
    assert "towpath/records/holding.py" in tried
    assert not [name for name in tried if "/tests/" in name or "/views" in name or not name.endswith(".py")]
