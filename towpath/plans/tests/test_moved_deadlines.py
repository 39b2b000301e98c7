"""A deadline that moves says why, and earlier ones stay beside it with who moved them and when."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from towpath.access.roles import Role
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action
from towpath.plans.services.amending import amend_action
from towpath.plans.services.deadlines import typed_here
from towpath.plans.tests.builders import action_with
from towpath.plans.tests.test_pages import signed_in
from towpath.records.models import Change
from towpath.records.moved_deadlines import moves_of

pytestmark = pytest.mark.django_db


def move(action: Action, words: str, reason: str = "", **more: Any) -> Action:
    actor = person_with(Role.COORDINATOR, partnership=action.plan.partnership, name="Ada Moss")
    said = {"text": action.text, "agencies": [], "accountable": None, "is_outside_control": False} | more
    return amend_action(
        actor=actor, action=action, version=Action.objects.get(pk=action.pk).version, deadline_words=words,
        reason=reason, **said,
    )  # fmt: skip


def test_a_deadline_does_not_move_without_a_reason() -> None:
    action = action_with(deadline="By March 2027")
    with pytest.raises(ValidationError, match="Say why the deadline moves"):
        move(action, "By June 2027")
    action.refresh_from_db()
    assert action.deadline_words == "By March 2027"


@pytest.mark.parametrize(("before", "after"), [("", "By June 2027"), ("By June 2027", "By June 2027")])
def test_a_first_deadline_and_one_that_stays_need_none(before: str, after: str) -> None:
    assert move(action_with(deadline=before), after).deadline_words == after


def test_earlier_deadlines_stand_on_the_page_with_who_when_and_why(time_machine: Any) -> None:
    time_machine.move_to("2026-06-03 12:00Z", tick=False)
    action = action_with(deadline="By March 2027")
    move(action, "By June 2027", "The money came late.")
    move(action, "By September 2027", "The hall was flooded.")
    assert [one.words for one in moves_of(action)] == ["By June 2027", "By March 2027"]
    page = signed_in(partnership=action.plan.partnership).get(f"/actions/{action.pk}/").content.decode()
    assert "Before: “By March 2027”, until Ada Moss moved it on 3 June 2026. The money came late." in page
    assert "The hall was flooded." in page


def test_the_page_asks_why_beside_the_field_and_keeps_the_typing() -> None:
    action = action_with(deadline="By March 2027")
    sent = {"text": "Other words", "deadline_words": "By June 2027", "version": "1"}
    client = signed_in(partnership=action.plan.partnership)
    answer = client.post(f"/actions/{action.pk}/amend/", sent)
    assert answer.status_code == 422
    assert "Say why the deadline moves: earlier ones stay beside it." in answer.content.decode()
    assert "Other words" in answer.content.decode()
    assert client.post(f"/actions/{action.pk}/amend/", sent | {"reason": "Late."}).status_code == 302
    action.refresh_from_db()
    assert (action.due_on, action.text) == (date(2027, 6, 30), "Other words")


def test_what_else_changed_is_in_the_history_too() -> None:
    action = action_with("Train everybody", deadline="Ongoing")
    move(action, "Ongoing", text="Train every receptionist")
    told = {(one.label, one.before, one.after) for one in Change.objects.of(action)}
    assert told == {("Text", "Train everybody", "Train every receptionist"), ("Lead agencies", "Housing", "")}
    assert not moves_of(action)
    assert not typed_here(Action.objects.all())
