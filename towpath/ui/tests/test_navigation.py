"""The navigation offers a person what they may reach, and nothing else."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from towpath.access.grants import Grant
from towpath.access.roles import Permission, Role
from towpath.ui import navigation
from towpath.ui.navigation import Item, links_for, register


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_registered", {})
    register(Item("Gallery", "gallery", order=20))
    register(Item("Question", "gallery_question", any_of=(Permission.VIEW_AUDIT, Permission.EDIT_PLANS), order=30))
    register(Item("Accessibility", "accessibility", any_of=(Permission.MANAGE_PEOPLE,), order=10))
    register(Item("Elsewhere", "a_room_that_is_not_here"))
    register(Item("About you", "recorded_about_you", place="person"))


def offered(rf, role, path="/", place="service"):
    request = rf.get(path)
    request.user = AnonymousUser()
    if role:
        request.user = SimpleNamespace(is_authenticated=True, _grants=(Grant(role, partnership_id=1),))
    return [link.label for link in links_for(request, place)]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (None, []),
        (Role.ADMINISTRATOR, ["Accessibility", "Gallery", "Question"]),
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
    ("path", "current"),
    [("/gallery/", "Gallery"), ("/gallery/question/", "Question"), ("/gallery/other/7/", "Gallery"), ("/", None)],
)
def test_entry_of_the_page_somebody_is_on_is_marked(rf, path, current):
    request = rf.get(path)
    request.user = SimpleNamespace(is_authenticated=True, _grants=(Grant(Role.AUDITOR, partnership_id=1),))
    assert [link.label for link in links_for(request) if link.is_current] == ([current] if current else [])
