"""Every page, for every role, on our own records and on another partnership's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.house.records import PATHS, address, model_of, pages
from tests.once import for_a_file
from towpath.access.declare import access_of
from towpath.access.roles import MAY, Role
from towpath.accounts.models import User
from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.people import CHARACTERS
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]

# Written by looking: the record of looking, the session, and what a session's end keeps.
MAY_GROW = {"audit.Entry", "audit.Head", "sessions.Session", "accounts.Draft", "axes.AccessLog"}


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for the tests here."""
    with for_a_file(django_db_blocker):
        load_demonstration()
        yield


@pytest.fixture
def ours(loaded: None) -> Partnership:
    return Partnership.objects.get(is_demonstration=True)


def in_role(role: Role) -> Client:
    """Somebody of the demonstration who holds the role."""
    character = next(one for one in CHARACTERS if one.role is role)
    return signed_in(User.objects.get(email=character.email))


def everything() -> dict[str, Any]:
    """What every table holds but those that looking may add to."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in MAY_GROW
    }


def test_every_page_with_a_key_says_whose_key_it_is() -> None:
    without = [
        page for page, pattern in pages() if "pk" in pattern.pattern.converters and model_of(pattern, page) is None
    ]
    assert without == [], "Add the page to tests/house/records.py, so that it is walked through in every role."


@pytest.mark.parametrize("role", Role)
def test_no_page_fails_none_is_served_to_a_role_it_did_not_declare_and_looking_changes_nothing(
    role: Role, ours: Partnership
) -> None:
    client = in_role(role)
    client.get("/")
    before = everything()
    seen = 0
    for page, pattern in pages():
        access, where = access_of(pattern.callback), address(page, pattern, ours)
        assert access is not None
        if where is None:
            continue
        status = client.get(where).status_code
        seen += status == 200
        assert status in {200, 302, 403, 404, 405, 409}, f"{role} {where}: {status}"
        if access.any_of and not MAY[role].keys() & set(access.any_of):
            assert status in {403, 405}, f"{role} {where}: {status}"
    assert seen > 3
    after = everything()
    assert {table for table in after if after[table] != before[table]} == set()


def test_records_of_another_partnership_are_never_found(ours: Partnership) -> None:
    theirs = partnership_named("Elsewhere")
    for role in Role:
        client = signed_in(person_with(role, partnership=theirs))
        for page, pattern in pages():
            model = model_of(pattern)
            if model is None or PATHS[model] is None:
                continue
            where = address(page, pattern, ours)
            if where is not None:
                status = client.get(where).status_code
                assert status in {403, 404, 405}, f"{role} of another partnership reached {where}: {status}"


def test_what_a_site_knows_of_a_practice_stays_with_its_partnership(ours: Partnership) -> None:
    theirs = partnership_named("Elsewhere")
    client = signed_in(person_with(Role.PROGRAMME_MANAGER, partnership=theirs))
    page = client.get("/practices/Z90001/").content.decode()
    assert "Z90001" in page
    assert "Champion" not in page
    assert "Tower Hamlets</" not in page.replace("Alder Road, Tower Hamlets", "")


def test_the_rule_sees_a_changed_row(ours: Partnership) -> None:
    before = everything()
    Plan.objects.filter(pk=Plan.objects.values("pk")[:1]).update(title="Changed")
    assert everything() != before
