"""The NUL character, which PostgreSQL keeps nowhere: overlooked or refused wherever it is sent, and never a fault."""

import pytest
from django.urls import reverse

from towpath.access.roles import Role
from towpath.partners.tests.builders import person_with

pytestmark = pytest.mark.django_db
ADDRESSES = ["/people/?name=%00", "/people/?%00=a", "/plans/?after=a%00b", "/sign-in/?next=%00", "/people/?name=%%0000"]


@pytest.fixture(params=[True, False], ids=["signed in", "a stranger"])
def browser(request, client):
    if request.param:
        client.force_login(person_with(Role.ADMINISTRATOR))
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_nul_in_what_an_address_asks_is_overlooked(browser, address):
    answer, asked = browser.get(address), browser.get(address.replace("%00", "").replace("%00", ""))
    assert answer.status_code == asked.status_code < 400
    assert answer.headers.get("Location") == asked.headers.get("Location")


def test_the_address_of_a_page_with_a_nul_is_refused_in_a_sentence(browser):
    answer = browser.get("/practices/Y9%00/")
    assert answer.status_code == 400
    assert "We could not read what your browser sent" in answer.content.decode()


def test_cookie_with_a_nul_is_nobodys(client):
    client.cookies["session"] = "a" * 32
    client.cookies["session"].set("session", "a" * 31 + "\x00", '"' + "a" * 31 + '\\000"')
    assert client.get("/people/").status_code == 302


def test_signing_in_with_a_nul_is_refused_beside_the_box(client):
    answer = client.post(reverse("account_login"), {"login": "ada\x00@example.org", "password": "a\x00b"})
    assert answer.status_code == 422


def test_discarding_at_an_address_with_a_nul_leads_home(client):
    client.force_login(person_with(Role.ADMINISTRATOR))
    assert client.post(reverse("discard_draft"), {"path": "/a\x00b/"})["Location"] == "/"
