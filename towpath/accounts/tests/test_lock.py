"""Six failed tries at one way in close it, where it was tried, for 30 minutes."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from towpath.accounts.lock import Way
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


NO_LIMITS = dict.fromkeys(("login_failed", "request_login_code", "app_code"))


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


def fail_by_emailed_code_often(client, email, times):
    """A code is good for three tries: whoever tries more has asked for another."""
    for _ in range(times):
        ask_for_code(client, email)
        answer = type_emailed_code(client, "WRONG")
    return answer


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
    fail_by_password(client, ada.email, 6)
    nine_o_clock.move_to("2026-03-02 09:05Z", tick=False)
    assert fail_by_password(client, ada.email, 2).status_code == 429
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


def from_address(address):
    return Client(REMOTE_ADDR=address)


def test_tries_in_other_capitals_and_browsers_count_together():
    ada = person(email="ada@example.org")
    for number in range(6):
        client = Client(HTTP_USER_AGENT=f"browser {number}")
        answer = sign_in_by_password(client, "ADA@example.org" if number % 2 else ada.email, "not the password")
    assert answer.status_code == 429


FAILING = {Way.PASSWORD: fail_by_password, Way.CODE: fail_by_emailed_code_often, Way.APP: fail_by_app_code}


def right_answer(client, ada, way):
    """Sign in rightly by one way; whether that opened a session."""
    if way is Way.CODE:
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
    else:
        sign_in_by_password(client, ada.email)
    if way is Way.APP:
        type_app_code(client, app_code())
    return is_signed_in(client)


@pytest.mark.parametrize("right", Way)
@pytest.mark.parametrize("failing", Way)
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_only_the_way_that_was_tried_is_closed_and_only_where_it_was_tried(failing, right, is_elsewhere, settings):
    """A stranger who fails six times keeps nobody out elsewhere, nor there by another way."""
    settings.ACCOUNT_RATE_LIMITS = NO_LIMITS
    ada, reaches_app = person(), Way.APP in (failing, right)
    if reaches_app:
        set_up_app(ada)
    assert FAILING[failing](from_address("192.0.2.1"), ada.email, 6).status_code == 429
    if reaches_app and right is not Way.APP:
        Authenticator.objects.filter(user=ada).delete()
    client = from_address("192.0.2.2" if is_elsewhere else "192.0.2.1")
    # An app's code comes after a password, so a closed password closes it too.
    closed = not is_elsewhere and (failing is right or (failing, right) == (Way.PASSWORD, Way.APP))
    assert right_answer(client, ada, right) is not closed


@pytest.mark.parametrize("right", [lambda ada: app_code(), recovery_code])
def test_right_second_step_is_refused_during_the_lock(client, right):
    """The lock holds at the last door as well, for whoever was half-way in when it fell."""
    ada = person()
    set_up_app(ada)
    sign_in_by_password(client, ada.email)
    fail_by_app_code(Client(), ada.email, 6)
    assert type_app_code(client, right(ada)).status_code == 429
    assert not is_signed_in(client)


def test_right_emailed_code_is_refused_during_the_lock(client):
    ada = person()
    ask_for_code(client, ada.email)
    right = emailed_code()
    fail_by_emailed_code_often(Client(), ada.email, 6)
    assert type_emailed_code(client, right).status_code == 429
    assert not is_signed_in(client)


def test_codes_of_an_app_are_tried_so_often_a_day_from_wherever(settings):
    """Who has the password and many addresses could guess six digits otherwise."""
    settings.ACCOUNT_RATE_LIMITS = NO_LIMITS | {"app_code": "4/d/key"}
    ada = person()
    set_up_app(ada)
    for number in range(4):
        fail_by_app_code(from_address(f"192.0.2.{number}"), ada.email, 1)
    client = from_address("192.0.2.9")
    sign_in_by_password(client, ada.email)
    answer = type_app_code(client, app_code())
    assert answer.status_code == 422
    assert "Too many codes were tried today." in text_of(answer)
    assert not is_signed_in(client)


@pytest.mark.parametrize("way", Way)
def test_owner_is_told_once_a_day_what_was_tried_and_from_where(way, settings, nine_o_clock):
    settings.ACCOUNT_RATE_LIMITS = NO_LIMITS
    ada = person()
    set_up_app(ada)
    FAILING[way](from_address("192.0.2.1"), ada.email, 6)
    nine_o_clock.move_to("2026-03-02 12:00Z", tick=False)
    FAILING[way](from_address("192.0.2.2"), ada.email, 6)
    told = [one for one in mail.outbox if one.subject == "Somebody tried to sign in as you"]
    assert [one.to for one in told] == [[ada.email]]
    assert f"with {way.words}. They came from an unknown device, 192.0.2.1." in told[0].body
    assert ("knows your password" in told[0].body) is (way is Way.APP)
    nine_o_clock.move_to("2026-03-03 12:00Z", tick=False)
    FAILING[way](from_address("192.0.2.3"), ada.email, 6)
    assert len([one for one in mail.outbox if one.subject == told[0].subject]) == 2


def test_nobody_is_told_where_there_is_no_account(client):
    fail_by_password(client, "nobody@example.org", 6)
    assert mail.outbox == []


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
