"""A mail server that takes the call and never answers holds up no page, and the mail lane for seconds only."""

import socket
from importlib import import_module

import pytest
from django.core import mail
from django.core.mail import get_connection, send_mail
from django.urls import reverse

from towpath.accounts.models import OutgoingMail
from towpath.accounts.tests.ways_in import ask_for_code
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off
from towpath.partners.tests.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(settings):
    """The kernel takes every call to this port, and nobody behind it says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_TIMEOUT = 0.05
        settings.EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
        settings.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        server.setblocking(False)
        yield server


def was_called(server):
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_a_page_that_sends_mail_calls_no_mail_server(client, silent):
    assert ask_for_code(client, person().email)["Location"] == reverse("account_confirm_login_code")
    assert OutgoingMail.objects.count() == 1
    assert not was_called(silent)


def test_the_lane_leaves_a_silent_server_and_tries_again_later(silent, settings):
    send_mail("Subject", "Text", None, ["a@example.org"])
    run_jobs()
    assert was_called(silent)
    assert OutgoingMail.objects.count() == 1
    settings.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs_that_were_put_off()
    assert len(mail.outbox) == 1


def test_the_way_out_gives_up_after_the_seconds_that_the_settings_name(settings):
    settings.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert get_connection(settings.TOWPATH_MAIL_BACKEND).timeout == settings.EMAIL_TIMEOUT


@pytest.mark.parametrize("name", ["base", "demonstration", "testing", "production"])
def test_every_way_of_running_gives_up_after_ten_seconds(name, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9yhB7n")
    monkeypatch.setenv("ALLOWED_HOSTS", "towpath.example")
    monkeypatch.setenv("DATABASE_URL", "sqlite://:memory:")
    assert import_module(f"towpath.settings.{name}").EMAIL_TIMEOUT == 10
