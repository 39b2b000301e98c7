"""The head of the chain is noted every day outside the database, and what verifying found is kept."""

from datetime import date

import pytest
from django.core import mail

from towpath.audit.checks import run_checks
from towpath.audit.daily import verify_of_the_day
from towpath.audit.models import Head, Verification
from towpath.audit.noting import FILE, NotedHead, note_head, noted_heads
from towpath.audit.tests.entries import triggers_lifted, written

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)


@pytest.fixture
def folder(settings, tmp_path):
    settings.TOWPATH_NOTED_HEADS = tmp_path / "noted"
    return settings.TOWPATH_NOTED_HEADS


def chain_faults():
    return dict(run_checks())["Audit record"].faults


def test_each_day_adds_a_line_that_only_its_owner_reads(folder):
    for day in (29, 30):
        written(1)
        note_head(Head.objects.get(), date(2026, 11, day))
    lines = (folder / FILE).read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [["2026-11-29", "1"], ["2026-11-30", "2"]]
    assert noted_heads()[1] == NotedHead(Head.objects.get().hash, 2, DAY)
    assert ((folder / FILE).stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_head_goes_by_mail_where_an_address_is_set(settings):
    settings.TOWPATH_NOTED_HEADS_TO = "archive@example.org"
    (entry,) = written(1)
    assert note_head(Head.objects.get(), DAY)
    (sent,) = mail.outbox
    assert sent.to == ["archive@example.org"]
    assert sent.subject == "Head of the audit record on 30 November 2026"
    assert f"towpath verify --noted {entry.hash}" in sent.body


def test_a_line_that_is_no_noted_head_is_said(folder):
    folder.mkdir()
    (folder / FILE).write_text("2026-11-30 1 aa\nsomething else\n")
    assert chain_faults() == ("Line 2 of the noted heads is no noted head.",)


def test_a_record_shorter_than_a_noted_head_says_from_which_day_entries_are_lost(folder):
    written(3)
    note_head(Head.objects.get(), DAY)
    with triggers_lifted() as cursor:
        cursor.execute("DELETE FROM audit_entry")
    Head.objects.update(count=0, hash="0" * 64)
    written(1)
    assert chain_faults() == ("The record ends at entry 1, and the head noted on 30 November 2026 stood at entry 3.",)


class TestDailyRound:
    def test_once_a_day_it_proves_notes_and_keeps_what_it_found(self, folder, time_machine):
        time_machine.move_to("2026-11-30 02:00Z", tick=False)
        written(2)
        first = verify_of_the_day()
        assert (first.entries, first.head, first.is_noted_outside) == (2, Head.objects.get().hash, True)
        assert verify_of_the_day() is None
        time_machine.move_to("2026-12-01 02:00Z", tick=False)
        assert verify_of_the_day()
        assert len(noted_heads()) == Verification.objects.count() == 2

    def test_what_does_not_hold_is_kept_and_logged(self, folder, caplog):
        written(2)
        Head.objects.update(count=5)
        found = verify_of_the_day()
        assert "Audit record: Entries after 2 are missing: the head of the chain says 5." in found.faults
        assert "Verifying found: Audit record: Entries after 2 are missing" in caplog.text

    def test_a_folder_that_cannot_be_written_to_is_a_fault(self, folder):
        folder.write_text("a file where the folder should be")
        written(1)
        found = verify_of_the_day()
        assert not found.is_noted_outside
        assert any(fault.startswith("Noted heads: the head could not be noted") for fault in found.faults)

    def test_without_a_folder_or_an_address_nothing_is_noted_outside(self):
        written(1)
        assert not verify_of_the_day().is_noted_outside
