"""A list of recommendations without actions, from the document to the pages and files of its plan."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from towpath.plans.models import Plan
from towpath.sources.tests.test_as_shown import text_of
from towpath.sources.tests.test_settling import page_of
from towpath.sources.tests.trackers import tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROWS = (
    ("1", "The trust should review its procedure.", "Marlbeck Trust"),
    ("1", "The council should review its procedure.", "Marlbeck Council"),
    ("2a", "The council should write to the ministry.", "Marlbeck Council | Home Department"),
)


@pytest.fixture
def plan(browser: Client, user: Any) -> Plan:
    page = page_of(uploaded(user, tracker(ROWS, ("#", "Recommendation", "Addressed to"))))
    assert "3 recommendations, 0 actions" in text_of(browser.get(page))
    assert browser.post(page, {"title": "Review", "source": "strategy", "version": 1}).status_code == 302
    return Plan.objects.get()


def test_the_recommendations_are_kept_with_whom_they_are_addressed_to(browser: Client, plan: Plan) -> None:
    kept = [(one.number, one.addressees) for one in plan.recommendations.order_by("position")]
    assert kept == [
        ("1", ["Marlbeck Trust"]), ("1", ["Marlbeck Council"]), ("2a", ["Marlbeck Council", "Home Department"]),
    ]  # fmt: skip
    last = plan.recommendations.get(number="2a")
    shown = text_of(browser.get(reverse("plans:recommendation", args=[last.pk])))
    assert "Addressed to: Marlbeck Council; Home Department" in shown


def test_the_plan_opens_and_can_be_taken_out_in_every_form(browser: Client, plan: Plan) -> None:
    assert browser.get(reverse("plans:plan", args=[plan.pk])).status_code == 200
    for kind in ("word", "excel", "csv"):
        assert browser.get(reverse("plans:export_file", args=[plan.pk, kind])).status_code == 200
