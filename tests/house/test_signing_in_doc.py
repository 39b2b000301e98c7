"""What docs/security/signing-in.md says of proofs, words and times is what the code does."""

from datetime import timedelta

from django.conf import settings

from tests.house.source import ROOT
from towpath.accounts.models import INVITATION
from towpath.accounts.passwords import SERVICE_WORDS
from towpath.accounts.services import WITHOUT_FACTOR
from towpath.partners.models import roles_asked_at_first

PAGE = " ".join((ROOT / "docs/security/signing-in.md").read_text(encoding="utf-8").split())


def test_every_word_no_password_may_be_made_of_is_listed() -> None:
    assert [word for word in SERVICE_WORDS if f" {word}," not in PAGE and f" {word}." not in PAGE] == []


def test_its_times_and_numbers_are_those_of_the_settings() -> None:
    assert timedelta(minutes=60) == settings.IDLE_LIMIT
    assert "60 minutes after its last use" in PAGE
    assert timedelta(hours=12) == settings.SESSION_LIMIT
    assert "12 hours after signing in" in PAGE
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    assert "password is good for an hour" in PAGE
    assert timedelta(days=14) == INVITATION == WITHOUT_FACTOR
    assert "an invitation for 14 days" in PAGE
    assert (settings.AXES_FAILURE_LIMIT, timedelta(minutes=30)) == (6, settings.AXES_COOLOFF_TIME)
    assert "Six wrong passwords for an account from one network address" in PAGE
    assert settings.ACCOUNT_RATE_LIMITS["app_code"] == "100/d/key"
    assert "100 times a day" in PAGE


def test_it_names_the_roles_that_are_asked_at_first() -> None:
    assert roles_asked_at_first() == ["administrator", "programme_manager"]
    assert "at first administrator and programme manager" in PAGE
