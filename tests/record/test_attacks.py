"""Whatever somebody with the database does to it, past Towpath, is found: with a head noted outside, and without.

Run on either database, as everything is.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.record import attacks
from tests.record.attacks import CHAIN, HEAD, ON_ENTRIES, ON_ROWS, TRIGGERS, sql
from towpath.audit.checks import run_checks
from towpath.audit.models import Entry, Head
from towpath.audit.noting import NotedHead, note_head
from towpath.audit.signing import signed_head

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 29)
Attack = Callable[[], None]
OF_THE_RECORD = {CHAIN, attacks.KEYS, TRIGGERS, attacks.ROWS}


@pytest.fixture(params=["nothing noted", "head noted"])
def noted(request: Any, made_once: Any, settings: Any, tmp_path: Any) -> str:
    """Whether the head stands in a file before the attack."""
    if request.param == "head noted":
        settings.TOWPATH_NOTED_HEADS = tmp_path
        assert note_head(Head.objects.get(), DAY)
    return str(request.param)


def found() -> dict[str, tuple[str, ...]]:
    """What each check of the record finds, by its name."""
    return {name: result.faults for name, result in run_checks() if result.faults and name in OF_THE_RECORD}


def test_untouched_world_is_whole(noted: str) -> None:
    assert found() == {}


@pytest.mark.parametrize(("attack", "by"), ON_ENTRIES.values(), ids=ON_ENTRIES)
def test_attack_on_the_record_is_found(attack: Attack, by: set[str], noted: str) -> None:
    attack()
    assert found().keys() == by


@pytest.mark.parametrize(("attack", "by"), ON_ROWS.values(), ids=ON_ROWS)
def test_attack_on_rows_is_found(attack: Attack, by: set[str], noted: str) -> None:
    attack()
    assert found().keys() == by


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite turns no trigger off")
def test_triggers_turned_off_are_found(noted: str) -> None:
    connection.check_constraints()
    attacks.turn_triggers_off()
    assert found().keys() == {TRIGGERS}


def test_tail_cut_off_with_the_head_of_that_time_put_back_is_found_by_the_noted_head_alone(
    noted: str,
) -> None:
    """Whoever kept a copy of the head row can go back to it; what else they undo shows only in rows."""
    newest, kept = Entry.objects.latest("number"), Head.objects.get()
    earlier = Entry.objects.get(number=newest.number - 1)
    of_then = signed_head(earlier.number, earlier.hash)  # as Towpath wrote it then
    attacks.cut_the_tail_off()
    sql(f"UPDATE {HEAD} SET count = %s, hash = %s, key_name = %s, signature = %s", *of_then.values())
    stood = f"the head noted on 29 November 2026 stood at entry {kept.count}"
    sentence = f"The record ends at entry {earlier.number}, and {stood}."
    assert found() == ({CHAIN: (sentence,)} if noted == "head noted" else {})


def test_a_chain_that_is_signed_anew_is_found_by_the_noted_head_alone(noted: str, made_once: Any) -> None:
    """Somebody who has the keys as well can write another chain, and not change what was noted."""
    attacks.sign_anew_from_the_middle()
    assert bool(found()) is (noted == "head noted")


def test_a_head_given_by_hand_must_be_passed_through(made_once: Any) -> None:
    head = Head.objects.get().hash
    assert not dict(run_checks([NotedHead(head)]))[CHAIN].faults
    assert dict(run_checks([NotedHead("f" * 64)]))[CHAIN].faults == (
        "The chain no longer passes through the head that was noted: it was rewritten.",
    )
