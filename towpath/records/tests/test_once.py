"""A form counts as used in the transaction of its change, and by nothing but a change."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.partners.tests.builders import person_with
from towpath.records import once
from towpath.records.models import UsedForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return person_with(Role.ADMINISTRATOR)


def form_of(person):
    return once.SentForm(person.pk, "/people/", "a-token-of-one-form", "fingerprint", uuid4().hex)


@contextmanager
def sent(form):
    once.begin(form)
    try:
        yield form
    finally:
        once.begin(None)


def test_request_that_records_several_changes_uses_its_form_once(person):
    with sent(form_of(person)), transaction.atomic():
        record(actor=person, event=Event.PERSON_INVITED, subject=person)
        record(actor=person, event=Event.POST_GIVEN, subject=person)
    assert UsedForm.objects.count() == 1


def test_form_is_not_used_where_the_change_is_taken_back(person):
    with sent(form_of(person)) as form, transaction.atomic():
        record(actor=person, event=Event.PERSON_INVITED, subject=person)
        transaction.set_rollback(True)
    assert once.use_of(form) is None


def test_change_of_another_request_with_the_same_form_is_refused_whole(person):
    with sent(form_of(person)), transaction.atomic():
        record(actor=person, event=Event.PERSON_INVITED, subject=person)
    with sent(form_of(person)), pytest.raises(once.FormUsedError), transaction.atomic():
        record(actor=person, event=Event.PERSON_INVITED, subject=person)


@pytest.mark.parametrize("event", [Event.ATTENDEES_SEEN, Event.PLAN_EXPORTED, Event.SIGNED_OUT])
def test_looking_taking_out_and_signing_out_use_no_form(person, event):
    with sent(form_of(person)) as form, transaction.atomic():
        record(actor=person, event=event, subject=person)
    assert once.use_of(form) is None


def used_by(person, ago):
    with sent(form_of(person)) as form, transaction.atomic():
        record(actor=person, event=Event.PERSON_INVITED, subject=person)
    UsedForm.objects.update(used_at=now() - ago)
    return once.use_of(form)


def test_an_answer_is_waited_for_only_while_it_may_still_come(person, django_assert_num_queries):
    used = used_by(person, timedelta(hours=1))
    with django_assert_num_queries(0):
        assert once.wait_for_answer(used).answered_with == ""


def test_waiting_for_an_answer_ends(person, monkeypatch):
    slept = []
    clock = SimpleNamespace(sleep=slept.append, monotonic=lambda: sum(slept))
    monkeypatch.setattr(once, "time", clock)
    assert once.wait_for_answer(used_by(person, timedelta())).answered_with == ""
    assert 2 <= sum(slept) < 2 + once.PAUSE * 2


def test_an_answer_that_comes_meanwhile_is_given(person, monkeypatch):
    used = used_by(person, timedelta())
    monkeypatch.setattr(once.time, "sleep", lambda pause: once.keep_answer(once.use_of(form_of(person)), "/plans/", []))
    assert once.wait_for_answer(used).answered_with == "/plans/"
