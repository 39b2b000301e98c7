"""Production says why it does not start: key, hosts, debug, an empty database, or the demonstration's people."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from towpath.accounts.models import User
from towpath.accounts.production import DEMONSTRATION_PASSWORD, demonstration_password, refuse_demonstration
from towpath.partners.tests.builders import partnership_named, person

ROOT = Path(__file__).resolve().parents[3]
GOOD = {
    "SECRET_KEY": "k" * 20 + "made for this installation and long enough",
    "ALLOWED_HOSTS": "towpath.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(**environment):
    """Start as a web server would, and return the last line of what it says on failing; "" where it starts."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME")}
    started = subprocess.run(
        [sys.executable, "-c", "import towpath.wsgi"],
        env={**kept, **GOOD, **environment, "DJANGO_SETTINGS_MODULE": "towpath.settings.production"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return "" if started.returncode == 0 else started.stderr.strip().splitlines()[-1].partition(": ")[2]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            "Set SECRET_KEY before starting: it is the key that signs sessions, at least 50 characters made for this "
            "installation.",
        ),
        (
            {"SECRET_KEY": "short"},
            "SECRET_KEY is the demonstration's or shorter than 50 characters: make one of your own.",
        ),
        (
            {"SECRET_KEY": "for-the-demonstration-only-never-in-production" + "x" * 50},
            "SECRET_KEY is the demonstration's or shorter than 50 characters: make one of your own.",
        ),
        ({"DEBUG": "1"}, "DEBUG is on. It shows people's data on error pages: unset it before starting."),
        (
            {"ALLOWED_HOSTS": ""},
            "Set ALLOWED_HOSTS before starting: it is the host names people type, separated by commas.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS must name each host whole: with a wildcard, a stranger's host name would stand in our "
            "mails.",
        ),
        ({"DATABASE_URL": ""}, "Set DATABASE_URL before starting: it is the address of the database."),
        ({}, "The database is not ready: run `towpath migrate` before starting."),
    ],
)
def test_production_says_why_it_does_not_start(environment, sentence):
    assert start(**environment) == sentence


@pytest.mark.django_db
class TestDemonstration:
    def test_database_without_it_is_fine(self):
        person()
        partnership_named()
        refuse_demonstration()

    def test_its_people_and_partnerships_are_refused(self):
        partnership_named(is_demonstration=True)
        for number in range(2):
            User.objects.create(email=f"demo{number}@example.org", name="Demo", is_demonstration=True)
        with pytest.raises(ImproperlyConfigured) as refusal:
            refuse_demonstration()
        assert str(refusal.value) == (
            "This database holds the demonstration (2 people, 1 partnership). Start with an empty database of your own."
        )

    def test_its_password_is_refused_on_any_account(self):
        User.objects.create(email="somebody@example.org", name="Somebody", password=demonstration_password())
        with pytest.raises(ImproperlyConfigured, match="1 person"):
            refuse_demonstration()

    def test_its_password_opens_the_demonstrations_accounts(self):
        assert User(password=demonstration_password()).check_password(DEMONSTRATION_PASSWORD)
