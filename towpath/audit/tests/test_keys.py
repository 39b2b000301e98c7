"""Entries are signed with keys that are not in the database; a change of key leaves what was written provable."""

import pytest

from towpath.audit import signing
from towpath.audit.chain import verify
from towpath.audit.checks import run_checks
from towpath.audit.digests import changed_behind
from towpath.audit.keys import kept_keys, signing_key
from towpath.audit.models import Entry, Head
from towpath.audit.tests.entries import written
from towpath.audit.tests.test_chain import tamper
from towpath.partners.services.partnerships import open_partnership

pytestmark = pytest.mark.django_db
FIRST, SECOND = "a first key of this installation", "a second key of this installation"


@pytest.fixture(autouse=True)
def _first_key(settings):
    settings.SECRET_KEY = FIRST


def change_key(settings, *, is_old_kept):
    settings.SECRET_KEY = SECOND
    settings.SECRET_KEY_FALLBACKS = [FIRST] if is_old_kept else []


class TestChangeOfKey:
    def test_entries_before_and_after_it_hold_while_the_old_key_is_kept(self, settings):
        open_partnership(actor=None, name="Marlbrook")
        change_key(settings, is_old_kept=True)
        assert verify()
        assert changed_behind() == []
        written(1)
        assert verify()
        assert len(set(Entry.objects.values_list("key_name", flat=True))) == 2

    def test_a_key_that_is_not_kept_is_named(self, settings):
        written(1)
        name = signing_key().name
        change_key(settings, is_old_kept=False)
        broken = verify().broken
        assert broken.startswith(f"Entry 1 is signed with key {name}, which is not kept here")
        assert "SECRET_KEY_FALLBACKS" in broken
        assert dict(run_checks())["Keys of the audit record"].faults == (f"Key {name} is not kept.",)

    def test_rows_recorded_under_a_key_that_is_not_kept_cannot_be_compared(self, settings):
        ours = open_partnership(actor=None, name="Marlbrook")
        change_key(settings, is_old_kept=False)
        sentence = f"Partnership {ours.pk} cannot be compared: the key of entry 1 is not kept here."
        assert changed_behind() == [sentence]

    def test_a_key_of_the_records_own_takes_over_from_the_derived_one(self, settings):
        written(1)
        settings.TOWPATH_RECORD_KEY = "a key for nothing but the record"
        written(1)
        assert verify()
        settings.SECRET_KEY = SECOND
        settings.TOWPATH_RECORD_KEY_FALLBACKS = [FIRST]
        assert verify()


def test_the_key_is_not_the_setting_and_its_name_tells_nothing_of_it():
    key = signing_key()
    assert FIRST.encode() not in key.secret
    assert key.name not in key.secret.hex()
    assert "secret" not in repr(key)
    assert kept_keys() == {key.name: key}


def test_what_is_signed_for_one_purpose_is_no_use_for_another():
    assert signing_key().sign("entry", "1") != signing_key().sign("head", "1")


class TestFormOfEntries:
    """How a later change of form closes the earlier part of the chain (decision 45)."""

    @pytest.fixture
    def two_forms(self, monkeypatch):
        """As if form 1 had known no device, and form 2 brought it."""
        whole = signing.FORMS[1]
        without = tuple(name for name in whole if name != "device")
        monkeypatch.setitem(signing.FORMS, 1, without)
        monkeypatch.setitem(signing.FORMS, 2, whole)
        written(2)
        monkeypatch.setattr(signing, "CURRENT", 2)
        written(2)

    def test_entries_of_both_forms_hold_in_one_chain(self, two_forms):
        assert list(Entry.objects.order_by("number").values_list("form", flat=True)) == [1, 1, 2, 2]
        assert verify()

    def test_a_column_that_the_earlier_form_does_not_sign_stays_as_it_is_by_default(self, two_forms):
        tamper(2, "device", "Firefox on Windows")
        assert verify().broken == "Entry 2 was changed after it was written."

    def test_a_column_that_the_later_form_signs_is_proved(self, two_forms):
        tamper(3, "device", "Firefox on Windows")
        assert verify().broken == "Entry 3 was changed after it was written."

    def test_nothing_in_the_earlier_form_can_follow(self, two_forms, monkeypatch):
        monkeypatch.setattr(signing, "CURRENT", 1)
        written(1)
        assert verify().broken == "Entry 5 is in form 1, which was closed: entry 4 is in a later."

    def test_a_form_that_is_not_known_is_named(self, two_forms, monkeypatch):
        monkeypatch.delitem(signing.FORMS, 2)
        assert verify().broken == "Entry 3 is in form 2, which this version of Towpath does not know."


def test_a_head_that_towpath_did_not_sign_is_found():
    written(2)
    Head.objects.update(signature="0" * 64)
    assert verify().broken == "The head of the chain is not signed by Towpath: entries after 2 may be missing."
