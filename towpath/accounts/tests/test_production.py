"""Production says why it does not start: its environment, an empty database, or the demonstration's people.

Each setting's sentence: towpath/serving/tests/test_environment.py.
"""

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
    "SECRET_KEY": "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9yhB7n",
    "ALLOWED_HOSTS": "towpath.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(**environment):
    """Start as a web server would, and return what it says on failing, behind the trace; "" where it starts."""
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
    return "" if started.returncode == 0 else started.stderr.strip().rpartition("ImproperlyConfigured: ")[2]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"DEBUG": "1", "ALLOWED_HOSTS": "*"},
            "DEBUG is on. It shows people's data on error pages: unset it before starting.\n"
            "ALLOWED_HOSTS must name each host whole: with a wildcard, a stranger's host name would stand in our "
            "mails.",
        ),
        (
            {},
            "The database is not set up for this version of Towpath. If there was a database before, see that "
            "DATABASE_URL leads to it and that its file is there; otherwise run `towpath migrate`.",
        ),
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
