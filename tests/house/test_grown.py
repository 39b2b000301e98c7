"""The databases that benchmarks measure can be grown: of the same rules, with few rows, so that it is seen to run."""

import pytest

from bench.compare import Comparison
from bench.grown import __main__ as plans_grown
from bench.grown import delivery, history, plans
from towpath.audit.models import Entry
from towpath.facts.counting import Tally
from towpath.foundation.clock import today
from towpath.plans.models import Action
from towpath.search.models import IndexEntry
from towpath.search.services import make_index
from towpath.training.facts.practices import practices_at
from towpath.training.models import Attendance

pytestmark = pytest.mark.django_db


def test_plans_with_their_history_are_grown_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "SIZES", (9, 4, 3))
    monkeypatch.setattr(history, "LONG_HISTORY", 8)
    monkeypatch.setattr(history, "ENTRIES", 12)
    assert plans_grown.grow() == Action.objects.count() == 16
    assert Entry.objects.count() == 12
    make_index()
    assert IndexEntry.objects.filter(kind="plans.action").count() == 16


def test_delivery_with_its_sessions_is_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SITES": 3, "PRACTICES": 4, "REGISTER": 6}.items():
        monkeypatch.setattr(delivery, name, value)
    assert delivery.grow() == Attendance.objects.count() == 4 * delivery.SESSIONS_EACH * delivery.CAME
    sites = set(Attendance.objects.values_list("session__site", flat=True))
    assert Tally("site", sites, today()).fetched(practices_at).keys() == sites


def compared(older: tuple[float, ...], newer: tuple[float, ...]) -> Comparison:
    return Comparison("Pages", "board", older, newer, (9, 9), (max(older), max(newer)))


def test_slower_is_what_is_slower_by_more_than_a_twentieth_and_beyond_the_spread() -> None:
    assert compared((10, 10, 10, 10), (11, 11, 11, 11)).is_slower
    assert not compared((10, 10, 10, 10), (10.4, 10.4, 10.4, 10.4)).is_slower
    assert not compared((10, 12, 10, 12), (9, 9, 15, 16)).is_slower
    assert not compared((10, 10, 10, 10), (5, 5, 5, 5)).is_slower
