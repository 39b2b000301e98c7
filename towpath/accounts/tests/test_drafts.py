"""What is typed is kept for its author alone, for a week, in reasonable amounts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts import drafts
from towpath.accounts.models import Draft
from towpath.accounts.tests.ways_in import text_of
from towpath.foundation.clock import now
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import person, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    ada = person_with(Role.ADMINISTRATOR)
    client.force_login(ada)
    return ada


def send(client, path="/actions/7/", **typed):
    return client.post(reverse("drafts"), {"path": path, "typed": typed}, content_type="application/json")


def test_script_keeps_what_is_typed(client, ada):
    assert send(client, account="We met the", leads=["4", "5"]).status_code == 204
    assert drafts.draft_for(ada, "/actions/7/").typed == {"account": ["We met the"], "leads": ["4", "5"]}


def test_later_typing_takes_the_place_of_earlier(client, ada):
    send(client, account="We met")
    send(client, account="We met the housing team")
    assert Draft.objects.get().typed == {"account": ["We met the housing team"]}


def test_draft_belongs_to_its_author_alone(client, ada):
    send(client, account="We met the")
    assert drafts.draft_for(person(), "/actions/7/") is None


def test_page_shows_what_was_kept_until_it_is_discarded(client, ada):
    page = reverse("invite", args=[Partnership.objects.administered_by(ada).get().pk])
    send(client, page, name="Bea Newcomer")
    assert 'value="Bea Newcomer"' in client.get(page).content.decode()
    assert "cannot be brought back" in text_of(client.get(reverse("discard_draft", query={"path": page})))
    assert client.post(reverse("discard_draft"), {"path": page})["Location"] == page
    assert "Bea Newcomer" not in client.get(page).content.decode()


def test_typing_sent_as_a_form_is_refused_in_a_sentence(client, ada):
    answer = client.post(reverse("drafts"), {"path": "/actions/7/"})
    assert answer.status_code == 422
    assert "could not be read" in answer.json()["reason"]


def test_half_an_emoji_that_is_kept_stops_no_page(client, ada):
    page = reverse("invite", args=[Partnership.objects.administered_by(ada).get().pk])
    assert send(client, page, name="Bea \ud83d", **{"half \ude00": "x"}).status_code == 204
    assert 'value="Bea \ufffd"' in client.get(page).content.decode()
    send(client, page, name="Bea 😀")
    assert 'value="Bea 😀"' in client.get(page).content.decode()


@pytest.mark.parametrize("path", ["//evil.example/", "javascript:alert(1)", "no-such-page"])
def test_discarding_leads_to_no_other_site(client, ada, path):
    assert client.get(reverse("discard_draft", query={"path": path}))["Location"] == "/"
    assert client.post(reverse("discard_draft"), {"path": path})["Location"] == "/"


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"path": "/a/"}', '{"path": "/a/", "typed": []}', '{"path": "/a/", "typed": {"name": 7}}'],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(client, ada, body):
    answer = client.post(reverse("drafts"), body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["reason"] == "What you typed could not be read, so it was not kept."


def test_more_than_100_kb_is_refused_in_a_sentence(client, ada):
    answer = send(client, account="a" * 100_001)
    assert answer.status_code == 422
    assert "save it in parts" in answer.json()["reason"]


@pytest.mark.parametrize("path", ["https://evil.example/", "", "/" + "a" * 300, "/actions/\0/"])
def test_address_that_is_none_of_ours_is_refused(client, ada, path):
    assert send(client, path, account="We met").status_code == 422


def test_passwords_are_not_kept(client, ada):
    send(client, account="We met", new_password="s3cret")
    assert Draft.objects.get().typed == {"account": ["We met"]}


def test_oldest_draft_gives_way_to_the_fifty_first(client, ada):
    for number in range(51):
        send(client, f"/actions/{number}/", account="We met")
    assert Draft.objects.count() == 50
    assert drafts.draft_for(ada, "/actions/0/") is None


def test_copy_of_the_database_shows_nothing_of_what_was_typed(client, ada):
    send(client, account="Her sister rang us")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_draft")
        kept = str(cursor.fetchall())
    assert "/actions/7/" in kept
    assert "sister" not in kept


def test_draft_sealed_under_a_key_that_is_gone_is_not_shown_and_breaks_no_page(client, ada, settings):
    page = reverse("invite", args=[Partnership.objects.administered_by(ada).get().pk])
    send(client, page, name="Bea Newcomer")
    settings.SECRET_KEY = "another"
    client.force_login(ada)
    assert "Bea Newcomer" not in client.get(page).content.decode()
    assert send(client, page, name="Bea Newcomer").status_code == 204
    assert "Bea Newcomer" in client.get(page).content.decode()


def test_stranger_keeps_nothing(client):
    assert send(client, account="We met").status_code == 302
    assert not Draft.objects.exists()


def test_script_has_to_send_the_forms_token(ada):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert send(strict, account="We met").status_code == 403


def test_draft_is_shown_for_a_week_and_then_removed(client, ada, time_machine, capsys):
    send(client, account="We met")
    time_machine.move_to(now() + timedelta(days=6, hours=23), tick=False)
    assert drafts.draft_for(ada, "/actions/7/")
    time_machine.move_to(now() + timedelta(hours=2), tick=False)
    assert drafts.draft_for(ada, "/actions/7/") is None
    call_command("forget_old_drafts")
    assert capsys.readouterr().out == "Removed 1 draft older than 7 days.\n"
    assert not Draft.objects.exists()
