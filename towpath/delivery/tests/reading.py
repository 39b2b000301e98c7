"""Reading pages as a person does: which figures stand there, and what their lists hold."""

import html
import re
from collections.abc import Iterator

from django.test import Client

HIDDEN = re.compile(r'<span class="govuk-visually-hidden">.*?</span>', re.DOTALL)
TO_LIST = re.compile(r'<a [^>]*href="(?P<href>/delivery/figures/[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
ROW = re.compile(r"<tbody>(.*)</tbody>", re.DOTALL)


def as_(user) -> Client:
    """This person's browser."""
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, f"{address} answered {answer.status_code}"
    return answer.content.decode()


def number_in(text: str) -> float:
    """The first number of a text."""
    found = NUMBER.search(text)
    assert found, text
    return float(found[0].replace(",", ""))


def figures_on(page: str) -> Iterator[tuple[str, float]]:
    """Every figure that leads to a list: the list's address, and the number that stands on the page."""
    for found in TO_LIST.finditer(page):
        href = html.unescape(found["href"])
        if not href.split("?")[0].endswith("/csv/"):
            yield href, number_in(HIDDEN.sub("", found["text"]))


def figure_of_list(page: str) -> float:
    """The number in the heading of a list."""
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert heading
    return number_in(heading[1])


def rows_of_list(page: str) -> list[list[str]]:
    """The cells of every row of a list."""
    body = ROW.search(page)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in rows]  # fmt: skip
