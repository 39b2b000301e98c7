"""Every page, for every role, on our own records and on another partnership's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from towpath.access.declare import access_of
from towpath.access.roles import MAY, Role
from towpath.accounts.models import User
from towpath.demonstration.loading import load_demonstration
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Action, Evidence, Figure, Plan, Recommendation
from towpath.sources.models import Reading, SourceDocument

pytestmark = pytest.mark.django_db

# What stands for `pk` in the addresses of each page, by the page's name; "" is a page without one.
OF: dict[str, type[Model]] = {
    "plan": Plan, "amend_plan": Plan, "plan_reports": Plan, "export_plan": Plan, "export_file": Plan,
    "recommendation": Recommendation,
    "action": Action, "report_progress": Action, "record_outside_step": Action, "amend_action": Action,
    "decide_figure": Figure, "evidence": Evidence,
    "original": SourceDocument, "columns": Reading, "reading": Reading, "changes": Reading, "pair": Reading,
    "discard": Reading,
    "person": User, "give_post": User, "close_account": User, "reopen_account": User, "invite_again": User,
    "end_post": Post, "invite": Partnership, "agencies": Partnership,
}  # fmt: skip
# Written by looking: the record of looking, the session, and what a session's end keeps.
MAY_GROW = {"audit.Entry", "audit.Head", "sessions.Session", "accounts.Draft", "axes.AccessLog"}


def pages(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Our own pages with their full names; sign-in pages are borrowed and tested in accounts."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from pages(one, f"{one.namespace}:" if one.namespace else space)
        elif one.name and not one.callback.__module__.startswith(("allauth", "towpath.accounts")):
            yield f"{space}{one.name}", one


def addresses(page: str, pattern: URLPattern, of: Partnership) -> Iterator[str]:
    """A page's address for one record of that partnership; none where the partnership has no such record."""
    wanted = pattern.pattern.converters
    if not wanted:
        yield reverse(page)
        return
    model = OF.get(pattern.name or "")
    record = first_of(model, of) if model else None
    if record is None:
        return
    values = {"pk": record.pk, "partnership_pk": of.pk, "kind": "csv"}
    try:
        yield reverse(page, kwargs={name: values[name] for name in wanted})
    except NoReverseMatch:
        return


def first_of(model: type[Model], partnership: Partnership) -> Model | None:
    """The first record of that kind that belongs to the partnership."""
    paths = {
        Partnership: "pk", Plan: "partnership", Recommendation: "plan__partnership", Action: "plan__partnership",
        Figure: "update__action__plan__partnership", Evidence: "update__action__plan__partnership",
        SourceDocument: "partnership", Reading: "document__partnership", User: "posts__partnership",
        Post: "partnership", Agency: "partnership",
    }  # fmt: skip
    return model._default_manager.filter(**{paths[model]: partnership.pk}).order_by("pk").first()  # type: ignore[misc]


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def ours() -> Partnership:
    load_demonstration()
    return Partnership.objects.get(is_demonstration=True)


def in_role(role: Role, partnership: Partnership) -> Client:
    agency = partnership.agencies.order_by("pk").first() if role is Role.AGENCY_LEAD else None
    return signed_in(person_with(role, partnership=partnership, agency=agency))


def test_no_page_fails_and_none_is_served_to_a_role_it_did_not_declare(ours: Partnership) -> None:
    seen = 0
    for role in Role:
        client = in_role(role, ours)
        for page, pattern in pages():
            access = access_of(pattern.callback)
            assert access is not None
            for address in addresses(page, pattern, ours):
                status = client.get(address).status_code
                seen += status == 200
                assert status in {200, 302, 403, 404, 405}, f"{role} {address}: {status}"
                if access.any_of and not MAY[role] & set(access.any_of):
                    assert status in {403, 405}, f"{role} {address}: {status}"
    assert seen > 40


def test_records_of_another_partnership_are_never_found(ours: Partnership) -> None:
    theirs = partnership_named("Elsewhere")
    for role in Role:
        if role is Role.AGENCY_LEAD:
            theirs.agencies.create(name="Housing")
        client = in_role(role, theirs)
        for page, pattern in pages():
            if pattern.pattern.converters:
                for address in addresses(page, pattern, ours):
                    status = client.get(address).status_code
                    assert status in {403, 404, 405}, f"{role} of another partnership reached {address}: {status}"


def everything() -> dict[str, Any]:
    """What every table holds but those that looking may add to."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in MAY_GROW
    }


def test_looking_at_every_page_changes_nothing(ours: Partnership) -> None:
    clients = [in_role(role, ours) for role in Role]
    for client in clients:
        client.get("/")
    before = everything()
    for client in clients:
        for page, pattern in pages():
            for address in addresses(page, pattern, ours):
                client.get(address)
    after = everything()
    assert {table for table in after if after[table] != before[table]} == set()


def test_the_rule_sees_a_changed_row(ours: Partnership) -> None:
    before = everything()
    Plan.objects.filter(pk=Plan.objects.values("pk")[:1]).update(title="Changed")
    assert everything() != before
