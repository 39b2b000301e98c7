"""Mail goes by a lane of its own: no page waits for a mail server, and the queue knows no code and no address."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from towpath.access.roles import Role
from towpath.accounts import outgoing, sealing, services
from towpath.accounts.models import OutgoingMail, User
from towpath.accounts.tests.ways_in import ask_for_code, emailed_code, is_signed_in, type_emailed_code
from towpath.foundation.clock import at, now
from towpath.jobs import workers
from towpath.jobs.models import Job, JobState
from towpath.jobs.services import try_again
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off
from towpath.partners.tests.builders import person, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings):
    """Mail goes the way it goes in a running installation, to a mail server that puts it in a list."""
    settings.EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
    settings.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return settings


@pytest.fixture
def down(queue):
    queue.TOWPATH_MAIL_BACKEND = "towpath.accounts.tests.mail_servers.Down"
    return queue


@pytest.mark.parametrize("name", ["base", "demonstration"])
def test_every_way_of_running_puts_mail_in_the_queue(name):
    settings = import_module(f"towpath.settings.{name}")
    assert settings.EMAIL_BACKEND == "towpath.accounts.outgoing.EmailBackend"
    assert settings.TOWPATH_MAIL_BACKEND != settings.EMAIL_BACKEND
    assert settings.EMAIL_TIMEOUT == 10


def test_a_code_is_mailed_by_the_lane_and_signs_in(client):
    ada = person()
    ask_for_code(client, ada.email)
    assert mail.outbox == []
    run_jobs()
    assert mail.outbox[-1].to == [ada.email]
    type_emailed_code(client, emailed_code())
    assert is_signed_in(client)


@pytest.mark.parametrize("page", ["account_request_login_code", "account_reset_password"])
def test_neither_queue_nor_table_holds_a_code_a_link_or_an_address(client, page):
    ada = person()
    client.post(reverse(page), {"email": ada.email})
    (job,), (row,) = DBTaskResult.objects.all(), OutgoingMail.objects.all()
    assert job.args_kwargs == {"args": [Job.objects.get(kind=outgoing.MAIL, subject=row.pk).pk, 1], "kwargs": {}}
    assert job.queue_name == "mail"
    assert ada.email in sealing.unseal(row.sealed)
    run_jobs()
    secrets = [ada.email, *re.findall(r"(\S+) is your code|(http\S+)", mail.outbox[-1].body)[0]]
    held = f"{DBTaskResult.objects.values()}{Job.objects.values()}{OutgoingMail.objects.values()}{row.sealed}"
    assert [secret for secret in secrets if secret and secret in held] == []


def test_what_was_sent_is_gone_and_is_sent_once():
    send_mail("Subject", "Text", None, ["a@example.org"])
    key = OutgoingMail.objects.get().pk
    run_jobs()
    assert not OutgoingMail.objects.exists()
    outgoing.send(key)
    assert len(mail.outbox) == 1


def test_a_mail_arrives_as_it_was_written():
    message = EmailMultiAlternatives(
        "Sübject", "Téxt", "from@example.org", ["to@example.org"], bcc=["b@example.org"], cc=["c@example.org"],
        reply_to=["r@example.org"], headers={"X-Kind": "reminder"},
    )  # fmt: skip
    message.attach_alternative("<p>Téxt</p>", "text/html")
    message.send()
    run_jobs()
    (sent,) = mail.outbox
    for part in outgoing.KEPT:
        assert getattr(sent, part) == getattr(message, part)
    assert outgoing.alternatives_of(sent) == [("<p>Téxt</p>", "text/html")]


def test_a_mail_with_an_attachment_is_refused_rather_than_sent_without():
    with pytest.raises(ValueError, match="no attachments"):
        EmailMessage("s", "t", None, ["a@example.org"], attachments=[("a.txt", "x", "text/plain")]).send()


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("part", ["subject", "to", "reply_to"])
def test_a_line_end_in_what_was_typed_begins_no_second_header(part, line_end):
    typed = f"Plan{line_end}Bcc: thief@example.org"
    parts = {"subject": "s", "to": ["a@example.org"], "reply_to": []}
    with pytest.raises(BadHeaderError):
        EmailMessage(body="t", **parts | {part: typed if part == "subject" else [f"{typed}@example.org"]}).send()
    assert not OutgoingMail.objects.exists()


def test_a_mail_is_kept_with_what_it_is_about_or_not_at_all():
    with transaction.atomic():
        send_mail("s", "t", None, ["a@example.org"])
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_an_invitation_stands_while_the_mail_server_is_down_and_arrives_when_it_is_back(down):
    ada = person_with(Role.ADMINISTRATOR)
    services.invite_person(actor=ada, email="b@example.org", name="Bea", sign_in_at="https://t.example/")
    run_jobs()
    assert User.objects.filter(email="b@example.org").exists()
    assert mail.outbox == []
    down.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs_that_were_put_off()
    assert [letter.to for letter in mail.outbox] == [["b@example.org"]]


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_a_mail_server_that_is_down_tells_a_stranger_nothing(client, down, name):
    known, unknown = (
        client.post(reverse(name), {"email": email}) for email in (person().email, "nobody@towpath.example")
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_code_that_is_no_longer_good_is_not_sent_and_not_kept(client, down):
    ask_for_code(client, person().email)
    run_jobs()
    down.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with at(now() + timedelta(minutes=10, seconds=1)):
        run_jobs_that_were_put_off()
    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_mail_that_waited_too_long_is_forgotten(down):
    send_mail("s", "t", None, ["a@example.org"])
    outgoing.forget_expired()
    assert OutgoingMail.objects.exists()
    with at(now() + outgoing.GOOD_FOR):
        outgoing.forget_expired()
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_no_try_could_send_fails_and_keeps_its_words_for_another(down):
    send_mail("s", "t", None, ["a@example.org"])
    for _ in range(len(outgoing.NEXT_TRY) + 1):
        run_jobs_that_were_put_off()
    assert DBTaskResult.objects.filter(status="FAILED").count() == 1
    (row,), (job,) = OutgoingMail.objects.all(), Job.objects.failed()
    assert (job.kind, job.subject, job.tries) == (outgoing.MAIL, row.pk, len(outgoing.NEXT_TRY))
    try_again(actor=person_with(Role.ADMINISTRATOR), job=job)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.ASKED, 1)
    down.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs_that_were_put_off()
    assert len(mail.outbox) == 1
    assert not OutgoingMail.objects.exists()


def test_a_failure_to_send_what_is_no_longer_worth_sending_is_forgotten_with_it(down):
    send_mail("s", "t", None, ["a@example.org"])
    for _ in range(len(outgoing.NEXT_TRY) + 1):
        run_jobs_that_were_put_off()
    assert Job.objects.failed().exists()
    with at(now() + outgoing.GOOD_FOR):
        outgoing.forget_expired()
    assert not Job.objects.exists()


def test_each_try_comes_later_than_the_one_before(down):
    send_mail("s", "t", None, ["a@example.org"])
    for after in outgoing.NEXT_TRY:
        DBTaskResult.objects.filter(status="READY").update(run_after=now())
        run_jobs()
        put_off = DBTaskResult.objects.get(status="READY").run_after - now()
        assert after - timedelta(seconds=30) < put_off <= after


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_whoever_waits_for_a_mail_is_told_when_nobody_sends_any(client, name):
    page = client.post(reverse(name), {"email": "nobody@towpath.example"}, follow=True).content.decode()
    assert "No worker is running, so no mail goes out" in page
    workers.beat("somebody")
    page = client.post(reverse(name), {"email": "nobody@towpath.example"}, follow=True).content.decode()
    assert "is on its way there" in page
    assert "No worker is running" not in page
