"""A signed-in person's browser, without the network, and how often a piece of work asks the database."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from towpath.accounts.models import User

# What opens and closes transactions asks for no rows.
BRACKETS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


class Browser:
    """Asks for pages through the whole stack: middleware, access, audit, HTML."""

    def __init__(self, email: str) -> None:
        self.client = Client()
        self.client.force_login(User.objects.get(email=email))

    def get(self, address: str) -> str:
        """The page's HTML. Raises AssertionError unless it was served."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}."
        return answer.content.decode()

    def post(self, address: str, typed: dict[str, Any]) -> None:
        """Send a form. Raises AssertionError unless it was saved and led on."""
        answer = self.client.post(address, typed)
        assert answer.status_code == 302, f"{address} answered {answer.status_code}."


def queries(work: Callable[[], object]) -> int:
    """How many statements the work sends."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not query["sql"].startswith(BRACKETS) for query in asked)
