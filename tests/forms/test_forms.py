"""Every form of the product: one that nobody wrote a body for fails, and none loses what somebody typed or saved."""

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import URLPattern

from tests.forms.bodies import FORMS, What
from tests.forms.sending import (
    boxes,
    browser_of,
    changes_since,
    first_look,
    newest_entry,
    opened,
    page_of,
    person_of,
    send,
)
from tests.forms.world import make_world
from tests.house.records import pages
from tests.once import for_a_file
from towpath.foundation.clock import now
from towpath.records.models import UsedForm

pytestmark = pytest.mark.django_db
NOBODY_YET = {"propose_own_role"}  # no room sees people's cases: tried with a made-up one (partners, test_proposals)
THROWN_AWAY = {"gallery", "gallery_question"}  # what is sent to the gallery of components is checked and kept nowhere


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with for_a_file(django_db_blocker):
        yield make_world()


@pytest.fixture
def world(made_once: Any) -> Any:
    return made_once


def takes_posts(pattern: URLPattern) -> bool:
    """Whether the view takes a POST, by what Django's decorator keeps of it; one that keeps nothing takes anything."""
    view = inspect.unwrap(pattern.callback, stop=lambda one: "request_method_list" in inspect.getclosurevars(one)[0])
    return "POST" in inspect.getclosurevars(view)[0].get("request_method_list", ["POST"])


def test_every_page_that_takes_a_form_has_a_body_that_would_be_accepted() -> None:
    accepting = {page for page, pattern in pages() if takes_posts(pattern)}
    assert accepting - THROWN_AWAY - NOBODY_YET == set(FORMS), (
        "Add the form to tests/forms/bodies.py, so that it is tried too."
    )


def words_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.parametrize("name", FORMS)
def test_second_click_gets_the_firsts_answer(name: str, world: Any) -> None:
    form = FORMS[name]
    client = browser_of(person_of(form, world))
    held, typed = first_look(client, form, world, form.typed(world))
    before = newest_entry()
    first = send(client, form, world, held, typed)
    again = form.typed(world) if form.has_file else typed
    answers = [first, send(client, form, world, held, again)]
    assert [one.status_code for one in answers] == [302, 302], words_of(answers[0])
    assert answers[0]["Location"] == answers[1]["Location"]
    made = changes_since(before)
    assert made
    assert len(made) == len(set(made)), "something was done twice"
    assert UsedForm.objects.filter(person=person_of(form, world)).count() == 1


@pytest.mark.parametrize("name", FORMS)
def test_second_editor_overwrites_nothing_unseen(name: str, world: Any) -> None:
    form = FORMS[name]
    clients = [browser_of(person_of(form, world, number)) for number in (0, 1)]
    both = zip(clients, (form.typed, form.other), strict=True)
    looks = [first_look(client, form, world, typed(world)) for client, typed in both]
    assert send(clients[0], form, world, *looks[0]).status_code == 302
    before = newest_entry()
    second = send(clients[1], form, world, *looks[1])
    if form.what is What.ADDS:
        assert second.status_code in {302, 422}, second.status_code
        return
    assert changes_since(before) == []
    if form.what is What.ENDS:
        assert second.status_code in {302, 403, 409, 422}, second.status_code
        return
    assert second.status_code == 422
    page = words_of(second)
    assert "Somebody else changed this after you opened it" in page
    again = send(clients[1], form, world, with_reason(boxes(second, form, world)), {})
    assert again.status_code == 302, words_of(again)
    assert changes_since(before)


def with_reason(held: dict[str, Any]) -> dict[str, Any]:
    """Why what the first saved is now another, where the page asks for it."""
    return held | {name: "A slip of the keys." for name in ("reason", "why") if name in held and not held[name]}


# What the second editor finds of the first's, beside their own, where a form shows field by field.
SHOWN = {
    "correct_post": ("1 March 2021", "2 March 2021"),
    "correct_agency": ("Haven of Lockwater", "Lockwater Haven"),
    "correct_person": ("Nia Newcombe", "Nina Newcomer"),
    "sign_in_rules": ("Auditor", "Commissioner"),
    "plans:date_document": ("1 March 2021", "2 March 2021"),
    "programmes:correct_contract": ("Grant", "Agreement"),
    "programmes:correct_partner": ("1 March 2021", "2 March 2021"),
    "programmes:correct_phase": ("First wave", "Wave one"),
    "programmes:correct_risk_assessment": ("Service manager", "Clinical lead"),
    "programmes:correct_site_post": ("Dr Ada Lock", "Dr Ben Quay"),
    "programmes:correct_terms": ("31 March 2025", "30 June 2025"),
    "training:correct_support": ("Talked to the nurses.", "Rang the surgery."),
    "end_post": None,
    "plans:amend_plan": ("Safer schools", "Safer streets"),
    "plans:amend_action": ("Train every front desk", "Train every nurse"),
    "plans:report_progress": ("Half of them came.", "Nobody came."),
    "plans:record_outside_step": ("The department", "The ministry"),
    "plans:correct_update": ("Half of them came.", "Nobody came."),
    "plans:correct_step": ("The department", "The ministry"),
    "plans:decide_again": ("Wrong: decline it", "Not decided: take the decision back"),
    "programmes:amend_programme": ("Trains surgeries.", "Takes referrals."),
    "programmes:set_core_elements": ("Catch-ups", "Direct referral route"),
    "programmes:vary_contract": ("More surgeries", "Fewer sites"),
    "programmes:amend_site": ("Bow", "Poplar"),
    "programmes:end_partner": ("1 March 2021", "2 March 2021"),
    "programmes:amend_period": ("Surgeries were closed.", "Nobody could travel."),
    "programmes:end_site_post": ("1 March 2021", "2 March 2021"),
    "programmes:amend_milestone": ("by May 2027", "by July 2027"),
    "programmes:meet_milestone": ("1 March 2021", "2 March 2021"),
    "programmes:set_targets": ("31", "47"),
    "programmes:check_core_elements": ("Kept", "Nobody was in post."),
    "practices:amend_sign_up": ("Ada Lock", "Ben Quay"),
    "practices:leave": ("It closed.", "It merged."),
    "practices:record_headcount": ("31", "47"),
    "practices:record_list_size": ("3100", "4700"),
    "practices:name_manager": ("Practice manager A", "Practice manager B"),
    "training:amend_session": ("Lock Cottage", "Weir House"),
    "training:record_attendance": ("Ada Lock", "Ben Quay"),
    "training:record_feedback": ("4", "5"),
    "training:questions": ("How sure are you?", "How ready are you?"),
    "training:set_rule": ("31", "47"),
    "progress_reports:write": ("Three sites train online.", "Four sites train in person."),
}
# The first's is seen in the page itself: in the columns of the document, in the choice of plan, in the rows of a file.
SEEN_IN_PLACE = {"sources:columns", "sources:pair", "training:take_in_attendance", "training:take_in_feedback"}


def test_every_form_that_amends_shows_both() -> None:
    assert {name for name, form in FORMS.items() if form.what is What.AMENDS} - SEEN_IN_PLACE == set(SHOWN)


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, shown in SHOWN.items() if shown])
def test_second_editor_sees_what_the_first_saved_beside_what_they_typed(name: str, world: Any) -> None:
    form = FORMS[name]
    clients = [browser_of(person_of(form, world, number)) for number in (0, 1)]
    helds = [opened(client, form, world) for client in clients]
    send(clients[0], form, world, helds[0], form.typed(world))
    answer = send(clients[1], form, world, helds[1], form.other(world))
    page = words_of(answer) + " ".join(map(str, boxes(answer, form, world).values()))
    for shown in SHOWN[name]:
        assert shown in page


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.keeps])
def test_what_was_typed_is_given_back_after_the_session_ended_and_can_be_saved(
    name: str, world: Any, time_machine: Any
) -> None:
    form, typed = FORMS[name], FORMS[name].typed(world)
    person = person_of(form, world)
    client = browser_of(person)
    held, typed = first_look(client, form, world, typed)
    held |= typed
    time_machine.move_to(now() + timedelta(minutes=61), tick=False)
    ended = send(client, form, world, held, {})
    assert ended["Location"].startswith("/sign-in/")
    assert "what you typed is kept" in words_of(client.get(ended["Location"]))
    client = browser_of(person)
    back = client.get(page_of(form, world))
    assert "It is not saved yet" in words_of(back)
    given = boxes(back, form, world)
    assert {box: given.get(box) for box in typed} == typed
    assert 'data-keep-draft="/drafts/"' in back.content.decode()
    before = newest_entry()
    saved = send(client, form, world, given, {})
    assert saved.status_code == 302, words_of(saved)
    assert changes_since(before)
    assert "It is not saved yet" not in words_of(client.get(page_of(form, world), follow=True))


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.keeps and form.on])
def test_button_in_which_nothing_is_typed_promises_to_keep_nothing(name: str, world: Any, time_machine: Any) -> None:
    form = FORMS[name]
    client = browser_of(person_of(form, world))
    held = opened(client, form, world)
    time_machine.move_to(now() + timedelta(minutes=61), tick=False)
    ended = send(client, form, world, held, form.typed(world))
    assert "is kept" not in words_of(client.get(ended["Location"]))


def test_the_rule_finds_a_form_without_a_body() -> None:
    from django.urls import path
    from django.views.decorators.http import require_http_methods, require_safe

    assert takes_posts(path("x/", require_http_methods(["GET", "POST"])(lambda request: None)))
    assert takes_posts(path("x/", lambda request: None))
    assert not takes_posts(path("x/", require_safe(lambda request: None)))
