"""Deadlines read again: sure ones are put right once, with an entry; what a person typed is only doubted."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from towpath.access.roles import Role
from towpath.foundation.deadlines import Meaning
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action
from towpath.plans.services.amending import amend_action
from towpath.plans.tests.builders import action_draft, plan_with
from towpath.programmes.models import Milestone
from towpath.programmes.tests.builders import milestone_of, programme_with
from towpath.records.models import Change
from towpath.records.moved_deadlines import moves_of

pytestmark = pytest.mark.django_db
PROMISE = "To be completed by March 2027"


def kept_as_done(text):
    """What the words were kept as before the reader knew promises, and before bases had names."""
    return {
        "text": text, "meaning": "done", "start": None, "end": "2027-03-31", "precision": "month", "recurrence": None,
        "within": None, "parts": [], "doubt": "",
    }  # fmt: skip


def read_before(action):
    Action.objects.filter(pk=action.pk).update(deadline_kept=kept_as_done(action.deadline_words), due_on=None)
    action.refresh_from_db()
    return action


def typed(plan):
    """An action whose deadline a coordinator typed here."""
    action = plan.actions.get(text="Typed")
    return amend_action(
        actor=person_with(Role.COORDINATOR, partnership=plan.partnership), action=action, version=1, text="Typed",
        deadline_words=PROMISE, reason="It slipped.", agencies=[], accountable=None, is_outside_control=False,
    )  # fmt: skip


def world():
    plan = plan_with(action_draft("Read in", deadline=PROMISE), action_draft("Typed", deadline="Ongoing"),
                     action_draft("Unsure", deadline="Completed by March 2027"))  # fmt: skip
    typed(plan)
    return plan, [read_before(action) for action in plan.actions.order_by("position")]


def run(*options):
    out = StringIO()
    call_command("reread_deadlines", *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_lists_and_changes_nothing():
    _, actions = world()
    before, changes = list(Action.objects.values()), Change.objects.count()
    rows = json.loads(run("--dry-run", "--format", "json"))
    assert [(row["id"], row["before"], row["after"], row["typed"], row["sure"], row["done"]) for row in rows] == [
        (actions[0].pk, "done by 31 March 2027", "by 31 March 2027", False, True, "would be put right"),
        (actions[1].pk, "done by 31 March 2027", "by 31 March 2027", True, False, "would be doubted"),
        (actions[2].pk, "done by 31 March 2027", "by 31 March 2027", False, False, "would be doubted"),
    ]
    assert list(Action.objects.values()) == before
    assert Change.objects.count() == changes


def test_the_sure_ones_are_put_right_once_and_the_others_doubted():
    _, (sure, person, unsure) = world()
    assert "3 read otherwise than before, 1 of them surely." in run()
    for action in (sure, person, unsure):
        action.refresh_from_db()
        action.__dict__.pop("deadline", None)
    assert (sure.due_on, sure.deadline.doubt) == (date(2027, 3, 31), "")
    for action in (person, unsure):
        assert (action.deadline.meaning, action.due_on) == (Meaning.DONE, date(2027, 3, 31))  # kept, and to come
        assert "These words are now read as “by 31 March 2027”" in action.deadline.doubt
    entry = Change.objects.of(sure).get(label="What the deadline means")
    assert (entry.before, entry.after, entry.act) == ("done by 31 March 2027", "by 31 March 2027", "corrected")
    assert not moves_of(sure)  # the words stayed as they were
    count = Change.objects.count()
    run()
    assert Change.objects.count() == count


def test_a_milestone_was_typed_by_a_person_and_is_only_doubted():
    milestone = milestone_of(programme_with(), "within 3 months of the end")
    kept = {name: value for name, value in milestone.deadline_kept.items() if not name.startswith("base")}
    Milestone.objects.filter(pk=milestone.pk).update(deadline_kept=kept, due_on=date(2020, 7, 1))
    row = json.loads(run("--format", "json"))[0]
    assert (row["kind"], row["before"], row["after"], row["done"]) == (
        "milestone", "within 3 months of the base date", "within 3 months of the end", "doubted",
    )  # fmt: skip
    milestone.refresh_from_db()
    milestone.__dict__.pop("deadline", None)
    assert milestone.due_on == date(2020, 7, 1)
    assert "now read as “within 3 months of the end”" in milestone.deadline.doubt


def test_what_is_read_as_before_is_not_listed():
    plan_with(action_draft(deadline="By 2026/27"), action_draft("Other", deadline="Within 3 months"))
    assert run() == "0 read otherwise than before, 0 of them surely.\n"
