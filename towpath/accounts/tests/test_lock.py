"""Six failed tries, whichever way was tried, lock an account for 30 minutes."""

import pytest
from django.test import Client
from django.urls import reverse

from towpath.accounts.tests.ways_in import (
    app_code,
    ask_for_code,
    emailed_code,
    is_signed_in,
    recovery_code,
    set_up_app,
    sign_in_by_password,
    text_of,
    type_app_code,
    type_emailed_code,
    wrong_code,
)
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine):
    """A Monday morning in winter, when London's clock and UTC agree."""
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    return time_machine


def fail_by_password(client, email, times):
    return [sign_in_by_password(client, email, "not the password") for _ in range(times)][-1]


def fail_by_emailed_code(client, email, times):
    ask_for_code(client, email)
    return [type_emailed_code(client, wrong_code(emailed_code())) for _ in range(times)][-1]


def fail_by_app_code(client, email, times):
    sign_in_by_password(client, email)
    return [type_app_code(client, wrong_code(app_code())) for _ in range(times)][-1]


def test_five_failed_tries_leave_the_account_open(client):
    ada = person()
    fail_by_password(client, ada.email, 5)
    sign_in_by_password(client, ada.email)
    assert is_signed_in(client)


def test_sixth_failed_try_says_when_to_try_again(client):
    answer = fail_by_password(client, person().email, 6)
    assert answer.status_code == 429
    assert "You can try again after 9:30am." in text_of(answer)
    assert answer["Retry-After"] == "1800"


def test_right_password_during_the_lock_is_refused(client):
    ada = person()
    fail_by_password(client, ada.email, 6)
    assert sign_in_by_password(client, ada.email).status_code == 429
    assert not is_signed_in(client)


def test_lock_opens_after_thirty_minutes(client, nine_o_clock):
    ada = person()
    fail_by_password(client, ada.email, 6)
    nine_o_clock.move_to("2026-03-02 09:29:59Z", tick=False)
    assert sign_in_by_password(client, ada.email).status_code == 429
    nine_o_clock.move_to("2026-03-02 09:30:01Z", tick=False)
    sign_in_by_password(client, ada.email)
    assert is_signed_in(client)


def test_tries_during_the_lock_do_not_lengthen_it(client, nine_o_clock):
    ada = person()
    half_way_in = Client()
    ask_for_code(half_way_in, ada.email)
    fail_by_password(client, ada.email, 6)
    nine_o_clock.move_to("2026-03-02 09:05Z", tick=False)
    fail_by_password(client, ada.email, 2)
    assert type_emailed_code(half_way_in, wrong_code(emailed_code())).status_code == 429
    nine_o_clock.move_to("2026-03-02 09:30:01Z", tick=False)
    sign_in_by_password(client, ada.email)
    assert is_signed_in(client)


def test_account_that_does_not_exist_is_locked_just_the_same(client):
    assert fail_by_password(client, "nobody@example.org", 5).status_code == 422
    assert fail_by_password(client, "nobody@example.org", 1).status_code == 429


def test_wrong_codes_for_an_account_that_does_not_exist_are_counted_just_the_same(client):
    answers = []
    for _ in range(2):
        ask_for_code(client, "nobody@example.org")
        answers += [type_emailed_code(client, "WRONG").status_code for _ in range(3)]
    assert answers == [422, 422, 302, 422, 422, 429]


def test_one_account_is_locked_and_another_is_not(client):
    ada, bea = person(), person()
    fail_by_password(client, ada.email, 6)
    sign_in_by_password(client, bea.email)
    assert is_signed_in(client)


def test_tries_from_other_machines_and_in_other_capitals_count_together(client):
    ada = person(email="ada@example.org")
    for number in range(6):
        client.defaults["REMOTE_ADDR"], client.defaults["HTTP_USER_AGENT"] = f"192.0.2.{number}", f"browser {number}"
        answer = sign_in_by_password(client, "ADA@example.org" if number % 2 else ada.email, "not the password")
    assert answer.status_code == 429


@pytest.mark.parametrize(("by_password", "by_code", "by_app"), [(6, 0, 0), (3, 3, 0), (3, 0, 3), (0, 0, 6), (2, 2, 2)])
def test_ways_are_counted_together(client, by_password, by_code, by_app):
    ada = person()
    set_up_app(ada)
    answer = None
    for fail, times in ((fail_by_password, by_password), (fail_by_emailed_code, by_code), (fail_by_app_code, by_app)):
        if times:
            client.post("/sign-out/")
            answer = fail(client, ada.email, times)
    assert answer.status_code == 429


class TestRightAnswersDuringTheLock:
    """The lock holds at the last door as well, for whoever was half-way in when it fell."""

    def test_right_emailed_code_is_refused(self, client):
        ada = person()
        ask_for_code(client, ada.email)
        right = emailed_code()
        fail_by_password(Client(), ada.email, 6)
        assert type_emailed_code(client, right).status_code == 429
        assert not is_signed_in(client)

    @pytest.mark.parametrize("right", [lambda ada: app_code(), recovery_code])
    def test_right_second_step_is_refused(self, client, right):
        ada = person()
        set_up_app(ada)
        sign_in_by_password(client, ada.email)
        fail_by_password(Client(), ada.email, 6)
        assert type_app_code(client, right(ada)).status_code == 429
        assert not is_signed_in(client)


def test_success_forgives_earlier_failures(client):
    ada = person()
    fail_by_password(client, ada.email, 5)
    sign_in_by_password(client, ada.email)
    client.post("/sign-out/")
    assert fail_by_password(client, ada.email, 5).status_code == 422


def test_password_typed_wrongly_by_somebody_signed_in_counts_too(client, nine_o_clock):
    ada = person()
    sign_in_by_password(client, ada.email)
    answers = [client.post(reverse("account_reauthenticate"), {"password": "no"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_each_failed_try_is_recorded_and_the_lock_once(client):
    ada = person()
    fail_by_password(client, ada.email, 8)
    about_ada = Entry.objects.filter(subject_key=str(ada.pk))
    assert about_ada.filter(event=Event.SIGN_IN_FAILED).count() == 8
    assert about_ada.filter(event=Event.SIGN_IN_LOCKED).count() == 1


def test_no_password_and_no_code_is_kept_with_the_failed_tries(client):
    from axes.models import AccessAttempt

    ada = person()
    set_up_app(ada)
    fail_by_password(client, ada.email, 1)
    fail_by_app_code(client, ada.email, 1)
    kept = " ".join(attempt.post_data for attempt in AccessAttempt.objects.all())
    assert "login" in kept
    assert "not the password" not in kept
    assert wrong_code(app_code()) not in kept


def test_many_codes_asked_for_in_a_minute_are_told_to_wait(client):
    ada = person()
    answers = []
    for _ in range(4):
        client.post("/sign-out/")
        answers.append(ask_for_code(client, ada.email))
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert "Wait a minute and try again." in text_of(answers[-1])


@pytest.mark.once
def test_machine_that_works_through_a_list_of_accounts_is_slowed_down(client):
    answers = [sign_in_by_password(client, f"person{number}@example.org", "x") for number in range(121)]
    assert [answers[119].status_code, answers[120].status_code] == [422, 429]
    assert "Too many requests" in text_of(answers[120])
