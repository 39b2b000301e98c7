"""The list page: filters, order, pages, what an empty list says, and a file that holds the rows of the page."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from towpath.accounts.models import User
from towpath.asking.tests.made_lists import NAMES
from towpath.audit.events import Event
from towpath.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("towpath.asking.tests.made_lists")]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SEEN = [None, 0, 0, 1, None, 2, 2, 2, None, 3, 0]


@pytest.fixture
def reader(client):
    person = User.objects.create(email="reader@example.org", name="Reader")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def people(reader):
    """Eleven people of three names; three were never seen, and some of the others at the same moment."""
    User.objects.bulk_create(
        User(
            email=f"person{number}@example.org",
            name=NAMES[number % 3],
            last_login=None if days is None else LONG_AGO + timedelta(days=days),
        )
        for number, days in enumerate(SEEN)
    )


def page_at(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def emails(page):
    return [row.select_one("td").text for row in page.select("main tbody tr")]


def way(page, text):
    """Where the link of these words leads, or None where the page has none."""
    return next((link["href"] for link in page.select("a") if text in link.get_text()), None)


def words(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def walk(client, address, onwards="Next page"):
    """The rows of each page from this one on, and the address of the last."""
    pages = []
    while address:
        page, last = page_at(client, address), address
        pages.append(emails(page))
        address = way(page, onwards)
    return pages, last


def rows_of_file(client, address):
    heading, *rows, closing = csv.reader(b"".join(client.get(address)).decode("utf-8-sig").splitlines())
    assert heading == ["E-mail"]
    assert closing == [f"Rows: {len(rows)}"]
    return [email for (email,) in rows]


QUERIES = [
    "&".join(part for part in parts if part)
    for parts in product(
        ("", *(f"name={name}" for name in NAMES), "name=Nobody"), ("", "seen=on"), ("", "sort=seen", "sort=%00")
    )
]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("query", QUERIES)
def test_file_holds_the_rows_of_all_pages_in_their_order_whatever_the_filters(reader, query):
    pages, last = walk(reader, f"/made/?{query}")
    shown = [email for rows in pages for email in rows]
    assert len(set(shown)) == len(shown) > 0
    assert rows_of_file(reader, f"/made/file/?{query}") == shown
    back, _ = walk(reader, last, "Previous page")
    assert [email for rows in reversed(back) for email in rows] == shown
    assert Entry.objects.get(event=Event.DELIVERY_EXPORTED).details == {"list": "people", "rows": len(shown)}


@pytest.mark.usefixtures("people")
class TestFilters:
    def test_a_list_says_how_many_it_has_and_a_narrowed_one_of_how_many(self, reader):
        assert "11 people, by name." in words(page_at(reader, "/made/"))
        assert "4 of 11 people, by name." in words(page_at(reader, "/made/?name=Ash"))

    def test_each_filter_in_use_is_a_tag_that_takes_it_off_and_keeps_the_order(self, reader):
        page = page_at(reader, "/made/?name=Ash&seen=on&sort=seen")
        assert len(emails(page)) == 3
        without_seen = page_at(reader, page.select("a.moj-filter__tag")[1]["href"])
        assert len(emails(without_seen)) == 4
        assert "last seen first" in words(without_seen)
        assert way(page, "Clear all filters") == "/made/?sort=seen"

    def test_filtering_a_sorted_list_keeps_its_order(self, reader):
        page = page_at(reader, "/made/?sort=seen")
        assert page.select_one("form.moj-filter__options input[name=sort]")["value"] == "seen"
        assert not page_at(reader, "/made/").select("form.moj-filter__options input[name=sort]")

    def test_the_way_to_the_next_page_keeps_filters_and_order(self, reader):
        following = parse_qs(urlsplit(way(page_at(reader, "/made/?seen=on&sort=seen"), "Next page")).query)
        assert following.keys() == {"seen", "sort", "after"}

    def test_another_order_begins_at_the_first_page_and_is_marked(self, reader):
        second = way(page_at(reader, "/made/?seen=on"), "Next page")
        assert way(page_at(reader, second), "Last seen first") == "/made/?seen=on&sort=seen"
        page = page_at(reader, "/made/?seen=on&sort=seen")
        assert page.find("a", attrs={"aria-current": "page"}, string="Last seen first")
        assert emails(page)[0] == "person9@example.org"

    def test_what_is_not_understood_narrows_nothing_unless_the_form_is_strict(self, reader):
        assert len(emails(page_at(reader, "/made/?name=Nobody"))) == 4
        answer = reader.get("/made/strict/?name=Nobody")
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()


def test_a_list_with_nothing_in_it_says_so(reader):
    page = page_at(reader, "/made/")
    assert "Nobody is here yet." in words(page)
    assert way(page, "CSV") is None
    assert way(page, "Clear all filters") is None


def test_a_list_that_the_filters_leave_empty_says_so_and_how_to_see_it_whole(reader):
    User.objects.create(email="ash@example.org", name="Ash")
    page = page_at(reader, "/made/?name=Birch")
    assert "Nobody matches these filters." in words(page)
    assert way(page, "Clear all filters") == "/made/"


@pytest.mark.usefixtures("people")
def test_what_is_said_above_the_rows_reads_as_a_sentence(reader):
    said = page_at(reader, "/made/").select_one("main p.govuk-body:has(a[download])").get_text()
    assert " ".join(said.split()) == "11 people, by name. Download as CSV or Download as Excel"


@pytest.mark.usefixtures("people")
def test_the_workbook_holds_the_same_rows_as_the_csv(reader):
    page = page_at(reader, "/made/?name=Ash&sort=seen")
    assert way(page, "CSV") == "/made/file/?name=Ash&sort=seen"
    answer = reader.get(way(page, "Excel"))
    assert answer["Content-Disposition"].endswith('.xlsx"')
    sheet = load_workbook(BytesIO(answer.content)).active
    in_csv = rows_of_file(reader, way(page, "CSV"))
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=1 + len(in_csv))] == in_csv


@pytest.mark.usefixtures("people")
def test_more_rows_than_a_workbook_is_written_for_are_given_as_csv(reader, monkeypatch):
    monkeypatch.setattr("towpath.asking.lists.MOST_IN_EXCEL", 10)
    assert way(page_at(reader, "/made/"), "Excel") is None
    assert reader.get("/made/file/?format=xlsx")["Content-Disposition"].endswith('.csv"')


@pytest.mark.usefixtures("people")
def test_rows_no_database_puts_in_order_are_paged_by_their_number(reader):
    pages, last = walk(reader, "/made/in-memory/")
    assert [len(rows) for rows in pages] == [4, 4, 3]
    assert walk(reader, last, "Previous page")[0] == pages[::-1]


@pytest.mark.parametrize("after", ["x", "-1", "99", "1" * 20, "%00"])
@pytest.mark.usefixtures("people")
def test_a_page_number_nobody_gave_out_is_the_first_page(reader, after):
    assert emails(page_at(reader, f"/made/in-memory/?after={after}")) == emails(page_at(reader, "/made/in-memory/"))
