"""A signed-in browser for the tests of pages, and what a page says without its mark-up."""

import re
from datetime import date
from html import unescape
from typing import Any

from django.test import Client


def signed_in(user: Any) -> Client:
    client = Client()
    user.__dict__.pop("_grants", None)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words_of(answer: Any) -> str:
    """The words of the page's main part, with single spaces."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def lines_of(answer: Any) -> list[str]:
    """The lines of a file sent piece by piece."""
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def get(client: Client, address: str) -> str:
    """The page at the address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def day(name: str, value: date) -> dict[str, str]:
    """A date as typed into its three boxes."""
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}
