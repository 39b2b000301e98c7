"""Leads that may be other names of known agencies: asked about where a plan is checked, kept, and taken apart again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from towpath.partners.models import Agency
from towpath.plans.models import Action
from towpath.sources.tests.test_settling import page_of, questions, said
from towpath.sources.tests.trackers import partnership_of, tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADINGS = ("Action", "Lead", "By when")
POLICE = "Metropolitan Police Service"


def page(user: Any, *leads: str) -> str:
    rows = [(f"Hold session {nth} for {lead}", lead, "May 2027") for nth, lead in enumerate(leads)]
    return page_of(uploaded(user, tracker(rows, HEADINGS)))


def names_asked(response: Any) -> list[list[str]]:
    """The answers to every question about an action's leads."""
    return [
        list(choices) for name, choices in questions(response).items() if name.lstrip("al-").startswith(tuple("123"))
    ]


def test_a_lead_that_is_like_a_known_agency_is_asked_about_once_for_all_its_places(browser: Client, user: Any) -> None:
    Agency.objects.create(partnership=partnership_of(user), name=POLICE)
    shown = browser.get(page(user, "MPS", "Housing", "MPS"))
    assert names_asked(shown) == [["Right: MPS is an agency of its own", f"The same agency: {POLICE}"]] * 3
    assert f"“MPS” may be “{POLICE}”: the first letters of its words." in shown.content.decode()


def test_of_two_names_in_a_document_the_one_it_uses_less_is_asked_about(browser: Client, user: Any) -> None:
    shown = browser.get(page(user, "Children's Services", "Children's Services", "Childrens Services"))
    assert names_asked(shown) == [
        ["Right: Childrens Services is an agency of its own", "The same agency: Children's Services"]
    ]


def test_an_answer_is_kept_for_the_next_document_and_can_be_taken_apart(browser: Client, user: Any) -> None:
    Agency.objects.create(partnership=partnership_of(user), name=POLICE)
    first = page(user, "MPS", "Housing")
    assert browser.post(first, said(browser.get(first), a1_0=f"The same agency: {POLICE}")).status_code == 302
    assert [list(action.lead_names) for action in Action.objects.order_by("pk")] == [[POLICE], ["Housing"]]
    again = page(user, "MPS", "Health", "Housing")
    assert names_asked(browser.get(again)) == []
    listed = browser.get(reverse("sources:names")).content.decode()
    assert "MPS" in listed
    assert POLICE in listed
    agency = Agency.objects.get(name=POLICE)
    answer = browser.post(reverse("sources:own_agency", args=[agency.pk]), {"name": "MPS"}, follow=True)
    assert "“MPS” is an agency of its own now" in answer.content.decode()
    assert "No other name has been kept yet." in answer.content.decode()
    assert [list(action.lead_names) for action in Action.objects.order_by("pk")] == [["MPS"], ["Housing"]]
    second = browser.post(reverse("sources:own_agency", args=[agency.pk]), {"name": "MPS"}, follow=True)
    assert "is no other name of" in second.content.decode()


def test_what_is_an_agency_of_its_own_or_not_answered_stays_one(browser: Client, user: Any) -> None:
    Agency.objects.create(partnership=partnership_of(user), name=POLICE)
    first = page(user, "MPS", "Met Police")
    browser.post(first, said(browser.get(first), a1_0="Right: MPS is an agency of its own"))
    assert [list(action.lead_names) for action in Action.objects.order_by("pk")] == [["MPS"], ["Met Police"]]
    assert [len(action.doubts) for action in Action.objects.order_by("pk")] == [0, 1]
