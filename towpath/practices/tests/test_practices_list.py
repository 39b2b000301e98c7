"""Practices as a list and as a file, narrowed by the address."""

import csv
from copy import deepcopy
from datetime import date

import pytest

from tests.once import for_a_file
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.practices.models import SignUp
from towpath.practices.services import sign_ups as services
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import get, signed_in
from towpath.programmes.tests.builders import manager_of, site_of
from towpath.training.rule import DEFAULT_RULE
from towpath.training.tests.session_builders import fully_trained, rule_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A site with a practice fully trained, one signed up and one that left; beside it one that never signed up."""
    with for_a_file(django_db_blocker):
        site = site_of()
        rule_of(site.programme)
        fully_trained(signed_up(site, practice_named("Lock Surgery", code="Y90001", postcode="ZZ1 1ZZ")))
        signed_up(site, practice_named("Weir Surgery", code="Y90002", postcode="ZZ2 2ZZ"))
        left = signed_up(site, practice_named("Mill Surgery", code="Y90003", postcode="ZZ3 3ZZ"))
        manager = manager_of(site.programme.partnership)
        services.leave(actor=manager, sign_up=left, version=1, left_on=date(2021, 3, 31), why_left="It closed")
        practice_named("Quay Surgery", code="Y90004", postcode="ZZ4 4ZZ")
        practice_named("Pool Prison", code="Y90005", is_gp_practice=False, settings=["RO82"], postcode="ZZ5 5ZZ")
        yield site


@pytest.fixture
def site(made_once):
    return deepcopy(made_once)


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@pytest.fixture
def client(manager):
    return signed_in(manager)


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(b"".join(response).decode("utf-8-sig").splitlines()))


class TestList:
    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", {"Lock", "Weir"}),
            ("status=signed-up", {"Lock", "Weir"}),
            ("status=left", {"Mill"}),
            ("status=not-signed-up", {"Mill", "Quay"}),
            ("trained=yes", {"Lock"}),
            ("trained=no", {"Weir"}),
            ("words=surgery", {"Lock", "Weir", "Mill", "Quay"}),
            ("words=surgery+lock", {"Lock"}),
            ("words=y90004", {"Quay"}),
            ("words=zz4+4zz", {"Quay"}),
            ("words=zz44", {"Quay"}),
            ("words=pool", {"Pool"}),
            ("words=surgery&status=left", {"Mill"}),
            ("words=surgery&trained=yes", {"Lock"}),
            ("closed=on", set()),
            ("status=nonsense", {"Lock", "Weir"}),
            ("words=nothing+like+it", set()),
        ],
    )
    def test_the_address_says_which_practices_are_shown(self, client, query, shown):
        page = get(client, f"/practices/?{query}")
        found = {
            name
            for name in ("Lock", "Weir", "Mill", "Quay", "Pool")
            if f"{name} Surgery</a>" in page or f"{name} Prison</a>" in page
        }
        assert found == shown
        if not shown:
            assert "No practice matches these filters." in page

    def test_an_exact_code_comes_first(self, client):
        practice_named("A Y90004 Street Surgery")
        page = get(client, "/practices/?words=Y90004")
        assert page.index("Quay Surgery") < page.index("A Y90004 Street Surgery")

    def test_it_says_who_is_fully_trained_and_by_which_rule(self, client):
        page = get(client, "/practices/")
        assert "Fully trained since 2 Apr 2020" in page
        assert "Not fully trained" in page
        assert DEFAULT_RULE.words in page

    def test_the_file_holds_the_rows_of_the_list_and_how_many(self, client):
        rows = rows_of(client.get("/practices/file/?trained=yes"))
        assert rows[1][:3] == ["Y90001", "Lock Surgery", "ZZ1 1ZZ"]
        assert rows[1][-2:] == ["2020-04-02", DEFAULT_RULE.words]
        assert rows[-1] == ["Rows: 1"]
        entry = Entry.objects.get(event=Event.DELIVERY_EXPORTED)
        assert entry.details == {"list": "practices", "rows": 1}

    def test_no_file_names_a_person(self, client, site):
        services.amend_sign_up(
            actor=manager_of(site.programme.partnership), sign_up=SignUp.objects.first(), version=1,
            signed_up_on=site.programme.starts_on, champion="Robin Weir",
        )  # fmt: skip
        assert "Robin" not in b"".join(client.get("/practices/file/")).decode()

    def test_a_name_that_is_a_formula_is_disarmed_in_the_file(self, client, site):
        signed_up(site, practice_named("=1+1"))
        assert "'=1+1" in b"".join(client.get("/practices/file/")).decode()

    def test_a_long_list_asks_few_questions(self, client, site, django_assert_max_num_queries):
        for _ in range(12):
            signed_up(site)
        get(client, "/practices/")
        with django_assert_max_num_queries(15):
            get(client, "/practices/")

    def test_two_sites_can_be_told_apart(self, client, site):
        other = site_of(site.programme, area="Hackney")
        signed_up(other, practice_named("Basin Surgery"))
        page = get(client, f"/practices/?site={other.pk}")
        assert "Basin Surgery" in page
        assert "Lock Surgery" not in page
