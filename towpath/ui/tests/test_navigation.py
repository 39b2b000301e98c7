"""The navigation offers a person what they may reach, and nothing else."""

from functools import partial
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import path

from towpath.access.declare import holders_of, signed_in
from towpath.access.grants import Grant
from towpath.access.roles import Permission, Role
from towpath.foundation.registry import Registry
from towpath.ui import navigation
from towpath.ui.navigation import Item, links_for


def page(request):
    raise AssertionError("The menu opens no page.")


def undeclared(request):
    raise AssertionError("Nobody may reach this page.")


def open_to(*permissions):
    """A page of its own: what it declares stands on it."""
    view = partial(page)
    return holders_of(*permissions)(view) if permissions else signed_in(view)


urlpatterns = [
    path("gallery/", open_to(), name="gallery"),
    path(
        "gallery/question/",
        open_to(Permission.VIEW_AUDIT, Permission.EDIT_PLANS),
        name="question",
    ),
    path("people/", open_to(Permission.MANAGE_PEOPLE), name="people"),
    path("about-you/", open_to(), name="about_you"),
    path("undeclared/", undeclared, name="undeclared"),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    menu = Registry("entry of a menu that is tried", key=lambda item: item.url_name)
    monkeypatch.setattr(navigation, "MENU", menu)
    menu.add(
        Item("Gallery", "gallery", order=20),
        Item("Question", "question", order=30),
        Item("People", "people", order=10),
        Item("Elsewhere", "a_room_that_is_not_here"),
        Item("Undeclared", "undeclared"),
        Item("About you", "about_you", place="person"),
    )


def offered(rf, role, place="service"):
    request = rf.get("/")
    request.user = AnonymousUser()
    if role:
        request.user = SimpleNamespace(is_authenticated=True, _grants=(Grant(role, partnership_id=1),))
    return [link.label for link in links_for(request, place)]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (None, []),
        (Role.ADMINISTRATOR, ["People", "Gallery", "Question"]),
        (Role.COORDINATOR, ["Gallery", "Question"]),
        (Role.AGENCY_LEAD, ["Gallery"]),
        (Role.BOARD_MEMBER, ["Gallery"]),
        (Role.AUDITOR, ["Gallery", "Question"]),
    ],
)
def test_each_role_is_offered_what_it_may_reach_in_order(rf, role, labels):
    assert offered(rf, role) == labels


def test_person_without_a_post_is_offered_what_everyone_is(rf):
    request = rf.get("/")
    request.user = SimpleNamespace(is_authenticated=True, _grants=())
    assert [link.label for link in links_for(request)] == ["Gallery"]


def test_entries_beside_the_name_are_not_in_the_main_navigation(rf):
    assert offered(rf, Role.AGENCY_LEAD, place="person") == ["About you"]


@pytest.mark.parametrize(
    ("address", "current"),
    [("/gallery/", "Gallery"), ("/gallery/question/", "Question"), ("/gallery/other/7/", "Gallery"), ("/", None)],
)
def test_entry_of_the_page_somebody_is_on_is_marked(rf, address, current):
    request = rf.get(address)
    request.user = SimpleNamespace(is_authenticated=True, _grants=(Grant(Role.AUDITOR, partnership_id=1),))
    assert [link.label for link in links_for(request) if link.is_current] == ([current] if current else [])
