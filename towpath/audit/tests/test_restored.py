"""Heads that were noted after a backup are named as lost in its restore; what no restore explains is still a fault."""

from datetime import timedelta

import pytest
from django.db import transaction

from towpath.audit.chain import verify
from towpath.audit.checks import run_checks
from towpath.audit.events import Event
from towpath.audit.models import Head
from towpath.audit.noting import FILE, NotedHead, note_again
from towpath.audit.record import record
from towpath.audit.tests.entries import written
from towpath.foundation.clock import today

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


def restored(up_to, lost=()):
    """As a restore of a backup with that many entries leaves the record."""
    with transaction.atomic():
        return record(actor=None, event=Event.RESTORED, backup="ab", up_to=up_to, lost=list(lost))


def noted(count, day=None, digit="f"):
    return NotedHead(digit * 64, count, day or YESTERDAY)


def test_head_of_a_day_before_the_restore_is_lost_and_the_chain_whole():
    written(2)
    entry = restored(2)
    proof = verify([noted(5)])
    assert proof
    (sentence,) = proof.lost
    assert sentence.startswith("The head noted on ")
    assert "stood at entry 5: what followed entry 2 was lost in the restore of " in sentence
    assert sentence.endswith(f"(entry {entry.number}).")


def test_it_stays_lost_when_the_chain_has_grown_past_it():
    written(2)
    restored(2)
    written(5)
    assert verify([noted(3), noted(4)])
    assert len(verify([noted(3), noted(4), noted(99)]).lost) == 3


def test_head_of_the_same_day_is_lost_where_the_restore_named_it():
    written(2)
    restored(2, lost=["e" * 64])
    assert verify([noted(5, today(), "e")])
    assert not verify([noted(5, today(), "f")])


def test_head_that_the_backup_had_must_still_be_passed_through():
    written(2)
    restored(2)
    assert "was rewritten" in verify([noted(2)]).broken


def test_head_noted_after_the_restore_must_still_be_passed_through():
    written(2)
    restored(2)
    written(3)
    assert "was rewritten" in verify([noted(4, today() + timedelta(days=1))]).broken
    beyond = verify([noted(9, today() + timedelta(days=1))]).broken
    assert "The record ends at entry 6, and the head noted on" in beyond


def test_two_heads_of_one_number_are_both_asked_for():
    """One noted before the restore, and one after it when the chain had grown as far again."""
    written(2)
    restored(2)
    own = Head.objects.get()
    assert verify([NotedHead(own.hash, 3, today()), noted(3)])
    assert "was rewritten" in verify([NotedHead(own.hash, 3, today()), noted(3, today())]).broken


def test_head_given_by_hand_may_have_been_lost_and_is_a_fault():
    written(2)
    entry = restored(2)
    said = verify([NotedHead("f" * 64)]).broken
    assert "it was lost in the restore of" in said
    assert f"(entry {entry.number}) if it was noted between that and the backup, and else" in said


def test_verify_says_what_was_lost_where_all_holds(settings, tmp_path):
    settings.TOWPATH_NOTED_HEADS = tmp_path
    (tmp_path / FILE).write_text(f"{YESTERDAY.isoformat()} 7 {'f' * 64}\n")
    written(2)
    restored(2)
    result = dict(run_checks())["Audit record"]
    assert not result.faults
    assert "stood at entry 7: what followed entry 2 was lost" in result.holds


def test_heads_of_a_backup_are_added_where_they_are_missing(settings, tmp_path):
    settings.TOWPATH_NOTED_HEADS = tmp_path / "noted"
    (tmp_path / "backup.txt").write_text("2026-11-28 1 aa\n2026-11-29 2 bb\n")
    note_again(tmp_path / "backup.txt")
    assert (tmp_path / "noted" / FILE).read_text() == "2026-11-28 1 aa\n2026-11-29 2 bb\n"
    (tmp_path / "noted" / FILE).write_text("2026-11-29 2 bb\n2026-11-30 3 cc\n")
    note_again(tmp_path / "backup.txt")
    assert (tmp_path / "noted" / FILE).read_text() == "2026-11-29 2 bb\n2026-11-30 3 cc\n2026-11-28 1 aa\n"
    settings.TOWPATH_NOTED_HEADS = ""
    note_again(tmp_path / "backup.txt")
