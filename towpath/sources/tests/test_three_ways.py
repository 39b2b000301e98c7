"""A newer copy beside the plan and the copy before it: only what the document changed is ticked on first sight."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from towpath.plans.models import Action, Plan
from towpath.plans.services.amending import amend_action
from towpath.sources.services import drafting
from towpath.sources.tests.test_as_shown import boxes, offered, ticks
from towpath.sources.tests.trackers import ROWS, saved, tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEWER = [[cell.replace("Write to every landlord", "Write twice to every landlord") for cell in row] for row in ROWS]


def amended(user: Any, plan: Plan, words: str) -> None:
    action = plan.actions.order_by("position")[0]
    amend_action(
        actor=user, action=action, version=action.version, text=action.text, deadline_words=words, reason="It slipped.",
        agencies=[lead.agency for lead in action.leads.all()], accountable=None, is_outside_control=False,
    )  # fmt: skip


def fields(keys: list[str]) -> list[str]:
    """What each box is about."""
    return sorted(re.sub(r"^a\d+-|-\w+$", "", key) for key in keys)


def test_only_what_the_document_changed_is_ticked_and_what_was_changed_here_stands_apart(
    browser: Client, user: Any
) -> None:
    plan = saved(user, uploaded(user))
    amended(user, plan, "By 2028/29")
    page = reverse("sources:changes", args=[uploaded(user, tracker(NEWER)).pk])
    shown = browser.get(page)
    assert (fields(offered(shown)), ticks(shown)) == (["action", "deadline"], ["action"])
    html = shown.content.decode()
    assert html.index("Write twice to every landlord") < html.index("Changed here since") < html.index("By 2028/29")
    assert browser.post(page, boxes(shown)).status_code == 302
    assert Action.objects.get(position=1).deadline_words == "By 2028/29"
    assert Action.objects.filter(text__startswith="Write twice").count() == 1


def test_what_only_reads_otherwise_than_before_is_folded_and_not_ticked(browser: Client, user: Any) -> None:
    saved(user, uploaded(user))
    Action.objects.filter(position=1).update(outcomes=["As it was read then"])
    shown = browser.get(reverse("sources:changes", args=[uploaded(user, tracker(NEWER)).pk]))
    assert (fields(offered(shown)), ticks(shown)) == (["action", "outcome"], ["action"])
    assert "Read otherwise than before (1)" in shown.content.decode()


def test_a_copy_before_that_can_be_read_no_more_leaves_all_to_the_document(browser: Client, user: Any) -> None:
    plan = saved(user, uploaded(user))
    amended(user, plan, "By 2028/29")
    last = plan.readings.get()
    last.mapping_kept = last.mapping.under(["Another heading"] * len(last.mapping.guesses)).as_json()
    last.save()
    assert drafting.before(plan) is None
    shown = browser.get(reverse("sources:changes", args=[uploaded(user, tracker(NEWER)).pk]))
    assert fields(ticks(shown)) == ["action", "deadline"]
