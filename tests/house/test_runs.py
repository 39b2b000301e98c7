"""What is run where there is not time for everything, and what is named as left out."""

import sys
from types import SimpleNamespace

import pytest

from tests.house.source import ROOT
from tests.journeys import databases

sys.path.insert(0, str(ROOT / "tools"))

from run_tests import Stage, chosen, named, run_stages

from conftest import asks_a_database


def stage(name: str, share: float, ran: list[str] | None = None, code: int = 0) -> Stage:
    def run() -> int:
        (ran if ran is not None else []).append(name)
        return code

    return Stage(name, share, run)


@pytest.mark.parametrize(
    ("left", "fit"),
    [(None, "abc"), (1000, "abc"), (599, "ab"), (400, "ab"), (399, "ac"), (99, "")],
)
def test_the_stages_that_fit_are_run_in_their_order(left: float | None, fit: str) -> None:
    wanted = [stage("a", 1), stage("b", 3), stage("c", 2)]
    run, left_out = chosen(wanted, left, took=100)
    assert ("".join(one.name for one in run), len(left_out)) == (fit, 3 - len(fit))


def test_what_is_left_out_is_named_before_the_last_stage_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    ran: list[str] = []
    assert run_stages([stage("a", 1, ran), stage("b", 9, ran), stage("c", 1, ran)], 200, 100) == 0
    assert ran == ["a", "c"]
    assert capsys.readouterr().out == "\nLeft out for want of time: b.\n"


def test_the_first_stage_that_fails_is_the_last_to_speak() -> None:
    ran: list[str] = []
    assert run_stages([stage("a", 1, ran, code=2), stage("b", 1, ran)], None, 100) == 2
    assert ran == ["a"]


def test_two_runs_have_databases_of_their_own() -> None:
    assert named("postgres://u@h:5432/test", "one") == "postgres://u@h:5432/test_one"


@pytest.mark.xdist_group("together")
def test_groups_of_tests_are_kept_together(request: pytest.FixtureRequest) -> None:
    """Where they are not, no test fails: each worker only makes anew what the other made."""
    assert request.node.nodeid.endswith("@together") or not getattr(request.config.option, "loadgroup", False)


@pytest.mark.parametrize(("module", "asks"), [(databases, True), (sys, False)])
def test_a_file_that_makes_databases_of_its_own_is_run_on_each(module: object, asks: bool) -> None:
    item = SimpleNamespace(module=module, get_closest_marker=lambda name: None, fixturenames=[])
    assert asks_a_database(item) is asks
