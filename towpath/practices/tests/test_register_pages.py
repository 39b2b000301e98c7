"""The register's pages: loading a file, what it changed, and what matters to sites."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from towpath.access.roles import Role
from towpath.documents.practices.tests.making import practice, written
from towpath.partners.tests.builders import person_with
from towpath.practices.models import Practice, PracticeChange, RegisterLoad
from towpath.practices.services.register import merge_practices
from towpath.practices.services.sign_ups import leave
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import signed_in
from towpath.programmes.tests.builders import manager_of, post_at, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def client() -> Client:
    return signed_in(person_with(Role.PROGRAMME_MANAGER))


def look(client: Client, *rows, content: bytes | None = None):
    """The file sent, and the page that shows what it would change."""
    file = SimpleUploadedFile("epraccur.csv", written(rows) if content is None else content)
    return client.post("/register/", {"file": file})


def send(client: Client, *rows, **more):
    """Sent, looked at and saved."""
    return client.post("/register/", dict(form_on(look(client, *rows))) | more, follow=True)


def form_on(response) -> dict[str, str]:
    (form,) = [one for one in html.fromstring(page(response)).forms if "looked_at" in one.fields]
    return {name: value for name, value in form.form_values() if name != "form_token"}


def page(response) -> str:
    return response.content.decode()


def test_a_manager_loads_a_file_and_sees_what_it_changed(client):
    send(client, practice(1), practice(2))
    response = send(client, practice(1, c2="LOCK HOUSE"), practice(2), practice(3))
    assert "The register is loaded: 3 rows. Reference: load" in page(response)
    assert "Renamed" in page(response)
    assert "?kind=renamed" in page(response)
    assert "Lock House" in page(response)


def test_the_list_of_one_kind_shows_before_and_after(client):
    send(client, practice(1))
    send(client, practice(1, c2="LOCK HOUSE"))
    shown = page(client.get(f"/register/{RegisterLoad.objects.first().pk}/?kind=renamed"))
    assert "Café Row Practice 1 (Invented)" in shown
    assert "Lock House" in shown


def test_the_same_file_again_says_that_nothing_changed(client):
    send(client, practice(1))
    assert "This is the file the register stands at since" in page(look(client, practice(1)))
    assert "Nothing changed: this is the file the register stands at" in page(send(client, practice(1)))
    assert RegisterLoad.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (written([practice(1), practice(2, c13="X")]), "“X” cannot be taken: A, C, D, P"),
        (written([practice(1), practice(2)[:20]]), "This row has 20 columns and the file has 27"),
        (written([practice(1)]).decode().encode("utf-16"), "UTF-16"),
        (written([practice(1), practice(1)]), "Row 1 has the same, Z00001"),
        (written([practice(1), practice(2, c15="LONGER THAN A CODE")]), "It says more than 10 characters"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_it_naming_the_row(client, content, sentence):
    response = look(client, content=content)
    assert response.status_code == 422
    assert sentence in page(response)
    assert not Practice.objects.exists()


def test_two_hundred_thousand_rows_are_refused(client):
    response = look(client, content=b"A,\n" * 200_000)
    assert response.status_code == 422
    assert "more than 100,000 rows" in page(response)


def test_a_far_shorter_file_asks_once_and_then_is_taken(client):
    send(client, *[practice(number) for number in range(1, 11)])
    assert "The file has 1 practice and the register has 10" in page(look(client, practice(1)))
    response = send(client, practice(1))
    assert response.status_code == 422
    assert "Tick the box if it is meant" in page(response)
    assert Practice.objects.filter(is_in_newest_file=True).count() == 10
    assert "9" in page(send(client, practice(1), is_meant="on"))
    assert Practice.objects.filter(is_in_newest_file=True).count() == 1


def test_only_those_who_load_the_register_reach_it():
    for role in Role:
        status = signed_in(person_with(role)).get("/register/").status_code
        assert status == (200 if role is Role.PROGRAMME_MANAGER else 403), role


def test_a_load_asks_few_questions(client, django_assert_max_num_queries):
    send(client, *[practice(number) for number in range(1, 60)])
    send(client, *[practice(number, c2=f"LOCK {number}", c5="1 WEIR", c15="88X") for number in range(1, 60)])
    load = RegisterLoad.objects.first()
    client.get(f"/register/{load.pk}/?kind=moved")
    with django_assert_max_num_queries(10):
        client.get(f"/register/{load.pk}/?kind=moved")


class TestClosedPractices:
    def test_a_site_sees_its_practices_that_closed_merged_or_went(self, client):
        site = site_of()
        for code, more in {
            "Y10001": {"name": "Shut", "status": "closed", "closed_on": date(2024, 3, 31)},
            "Y10002": {"name": "Vanished", "is_in_newest_file": False},
            "Y10003": {"name": "Joined"},
            "Y10004": {"name": "Fine"},
        }.items():
            signed_up(site, practice_named(code=code, **more))
        manager = manager_of(site.programme.partnership)
        merge_practices(
            actor=manager,
            practice=Practice.objects.get(code="Y10003"),
            into=practice_named("Bigger", code="Y10009"),
            happened_on=site.programme.starts_on,
        )
        shown = page(signed_in(post_at(site).person).get("/practices/closed/"))
        for words in (
            "Shut",
            "Closed on 31 Mar 2024",
            "Vanished",
            "No longer in the national file",
            "Merged into Bigger",
        ):
            assert words in shown
        assert "Fine" not in shown
        assert "Record that it left" in shown

    def test_a_practice_that_left_is_not_listed(self):
        sign_up = signed_up(practice=practice_named("Shut", status="closed"))
        manager = manager_of(sign_up.site.programme.partnership)
        leave(actor=manager, sign_up=sign_up, version=1, left_on=sign_up.signed_up_on, why_left="It closed")
        assert "Shut" not in page(signed_in(manager).get("/practices/closed/"))

    def test_another_sites_practices_are_not_listed(self):
        signed_up(practice=practice_named("Shut", status="closed"))
        assert "Shut" not in page(signed_in(post_at(site_of()).person).get("/practices/closed/"))


class TestMerging:
    def merge(self, client, code, into, year="2024"):
        said = {"into": into, "happened_on_day": "1", "happened_on_month": "4", "happened_on_year": year}
        return client.post(f"/practices/{code}/merge/", said, follow=True)

    def test_a_manager_records_a_merger_and_the_practice_shows_it(self, client):
        weir, lock = practice_named("Weir Surgery"), practice_named("Lock Surgery")
        response = self.merge(client, weir.code, lock.code.lower())
        assert "Merged into another practice" in page(response)
        assert f"/practices/{lock.code}/" in page(response)

    @pytest.mark.parametrize(
        ("into", "sentence"),
        [
            ("", "Enter the code of the practice."),
            ("Q99999", "No practice in the register has the code Q99999"),
            ("Y55555", "cannot merge into itself"),
        ],
    )
    def test_a_wrong_code_is_refused_beside_it(self, client, into, sentence):
        practice_named("Weir Surgery", code="Y55555")
        response = self.merge(client, "Y55555", into)
        assert response.status_code == 422
        assert sentence in page(response)
        assert not PracticeChange.objects.exists()
