"""The chain proves itself, and names the first link that does not hold."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towpath.audit.chain import verify
from towpath.audit.events import Event
from towpath.audit.keys import RecordKey
from towpath.audit.models import Entry, Head
from towpath.audit.noting import NotedHead
from towpath.audit.record import record
from towpath.audit.signing import FORMS, hash_of, sign_entry
from towpath.audit.tests.entries import TABLE, triggers_lifted, written
from towpath.partners.tests.builders import partnership_named, person
from towpath.records.history import NotInTransactionError

pytestmark = pytest.mark.django_db

COLUMNS = [*FORMS[1], "at", "hash"]


def tamper(number, column, value):
    """Change one column of one entry as somebody with the keys of the database could."""
    field = Entry._meta.get_field(column)
    with triggers_lifted() as cursor:
        kept = field.get_db_prep_save(value, connection)
        cursor.execute(f"UPDATE {TABLE} SET {column} = %s WHERE number = %s", [kept, number])


class TestRecording:
    def test_first_entry_follows_from_the_origin_and_each_from_the_one_before(self):
        first, second = written(2)
        assert (first.number, first.previous_hash) == (1, "0" * 64)
        assert (second.number, second.previous_hash) == (2, first.hash)
        assert (Head.objects.get().count, Head.objects.get().hash) == (2, second.hash)

    def test_entry_keeps_who_did_what_to_what(self):
        ada, ours = person("Ada Admin"), partnership_named("Marlbrook")
        with transaction.atomic():
            entry = record(actor=ada, event=Event.PLAN_SEEN, subject=ours, rating="red")
        assert (entry.actor_key, entry.actor_label) == (str(ada.pk), "Ada Admin")
        assert (entry.subject_kind, entry.subject_key) == ("partners.partnership", str(ours.pk))
        assert (entry.subject_label, entry.partnership_key) == ("Marlbrook", str(ours.pk))
        assert entry.details == {"rating": "red"}

    def test_entry_goes_when_the_change_it_belongs_to_is_undone(self):
        written(1)
        undo = transaction.savepoint()
        written(1)
        transaction.savepoint_rollback(undo)
        assert Entry.objects.count() == 1
        assert verify()


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransactionError, match="record it inside the transaction of the change"):
        record(actor=None, event=Event.AUDIT_SEEN)


@pytest.mark.django_db
def test_a_transaction_that_a_test_opened_is_not_the_changes_own():
    with pytest.raises(NotInTransactionError):
        record(actor=None, event=Event.AUDIT_SEEN)


class TestProof:
    def test_empty_record_is_whole(self):
        assert verify()
        assert verify().entries == 0

    def test_untouched_record_is_whole(self):
        entries = written(3)
        proof = verify()
        assert proof
        assert (proof.entries, proof.head) == (3, entries[-1].hash)

    @pytest.mark.parametrize("kept", [{}, {"of": ["plans", "é"]}, {"n": 0, "none": None, "deep": {"b": 1, "a": [2]}}])
    def test_details_come_back_from_the_database_as_they_were_hashed(self, kept):
        written(1, **kept)
        assert verify()

    def test_changed_entry_is_named(self):
        written(3)
        tamper(2, "actor_label", "Somebody else")
        assert verify().broken == "Entry 2 was changed after it was written."
        assert verify().entries == 1

    def test_removed_entry_is_named(self):
        written(3)
        with triggers_lifted() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE number = 2")
        assert verify().broken == "Entry 2 is missing: the next one found is 3."

    def test_cut_off_tail_is_named(self):
        written(3)
        with triggers_lifted() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE number = 3")
        assert verify().broken == "Entries after 2 are missing: the head of the chain says 3."

    def test_entry_replaced_with_a_hash_of_its_own_is_named_by_the_next(self):
        written(3)
        entry = Entry.objects.get(number=2)
        entry.actor_label = "Somebody else"
        sign_entry(entry)
        tamper(2, "actor_label", entry.actor_label)
        tamper(2, "hash", entry.hash)
        assert verify().broken == "Entry 3 does not follow from entry 2: one of them was replaced."

    def test_a_chain_rewritten_whole_with_its_head_no_longer_passes_through_the_noted_one(self):
        noted = written(2)[-1].hash
        with triggers_lifted() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
        Head.objects.update(count=0, hash="0" * 64)
        written(3)
        assert verify()
        assert "no longer passes through the head that was noted" in verify([NotedHead(noted)]).broken

    def test_a_chain_that_grew_still_passes_through_the_noted_head(self):
        noted = written(2)[-1].hash
        written(2)
        assert verify([NotedHead(noted)])

    def test_last_entry_replaced_with_a_hash_of_its_own_is_found_at_the_head(self):
        written(2)
        entry = Entry.objects.get(number=2)
        entry.actor_label = "Somebody else"
        sign_entry(entry)
        tamper(2, "actor_label", entry.actor_label)
        tamper(2, "hash", entry.hash)
        assert not verify()

    def test_entries_that_changed_places_are_found(self):
        written(3)
        first, second = Entry.objects.get(number=2), Entry.objects.get(number=3)
        tamper(2, "details", second.details)
        tamper(3, "details", first.details)
        assert verify().broken == "Entry 2 was changed after it was written."

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        number=st.integers(1, 4),
        column=st.sampled_from(COLUMNS),
        text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
        whole=st.integers(0, 30_000),
        moment=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    )
    def test_any_single_change_to_any_column_is_found(self, number, column, text, whole, moment):
        kept = {"number": whole, "form": whole, "at": moment, "details": {"place": text}, "digests": {"a:1": text}}
        change = kept.get(column, text)
        undo = transaction.savepoint()
        written(4)
        if self._is_no_change(number, column, change):
            assert verify()
        else:
            tamper(number, column, change)
            proof = verify()
            assert not proof
            assert proof.broken
            assert proof.entries < 4
        transaction.savepoint_rollback(undo)

    def _is_no_change(self, number, column, change):
        is_same = getattr(Entry.objects.get(number=number), column) == change
        return is_same or (column == "number" and 1 <= change <= 4)  # a number twice is refused by the table itself


def test_canonical_form_of_an_entry_never_changes():
    """Entries written years ago must verify for ever: this hash is the promise."""
    entry = Entry(
        number=7,
        form=1,
        key_name="0123456789abcdef",
        at=datetime(2026, 3, 2, 9, 0, 0, 5, tzinfo=UTC),
        event=Event.PLAN_SEEN,
        actor_key="1",
        actor_label="Ada é",
        address="192.0.2.7",
        device="Firefox on Windows",
        subject_kind="plans.plan",
        subject_key="2",
        subject_label="A plan",
        partnership_key="3",
        details=json.loads('{"b": 1, "a": ["x"]}'),
        digests={"partners.post:3": "00"},
        previous_hash="0" * 64,
    )
    assert (
        hash_of(entry, RecordKey("", b"k" * 32)) == "ad7ec3c930c2ee5851423fd21ace754a83fcc8bd18df8dc6638d9af20fb2ae4e"
    )
