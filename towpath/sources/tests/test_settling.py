"""Doubts settled on the page where a plan is checked: what is answered is saved so, and what is not stays a doubt."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from towpath.plans.models import Action, Plan
from towpath.sources.forms.settling import ONE_BY_ONE
from towpath.sources.models import Reading
from towpath.sources.tests.trackers import tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADINGS = ("Recommendation", "Action", "Lead", "By when", "Progress")
ROWS = (
    ("Practices should ask", "Train reception staff", "Health and Police", "2016-18", ""),
    ("", "Put the number on every screen", "", "", ""),
    ("", "Send a booklet", "", "Q4 2026", ""),
)


def page_of(reading: Reading) -> str:
    return reverse("sources:reading", args=[reading.pk])


def questions(response: Any) -> dict[str, dict[str, str]]:
    """The choices of every question by its name, each with its label."""
    found: dict[str, dict[str, str]] = {}
    for box in html.fromstring(response.content.decode()).xpath("//input[@type='radio']"):
        label = box.getnext().text_content().strip()
        found.setdefault(box.get("name"), {})[label] = box.get("value")
    return found


def said(response: Any, **answers: str) -> dict[str, Any]:
    """The form of the page, with the answers of these labels, or these words, to its questions."""
    asked = questions(response)
    sent = {name.replace("_", "-"): asked.get(name.replace("_", "-"), {}).get(words, words)
            for name, words in answers.items()}  # fmt: skip
    return {"title": "Safer homes", "source": "strategy", "version": 1} | sent


def saved_as(browser: Client, user: Any, **answers: str) -> list[Action]:
    reading = uploaded(user, tracker(ROWS, HEADINGS))
    page = page_of(reading)
    answer = browser.post(page, said(browser.get(page), **answers))
    assert answer.status_code == 302, re.findall(r"error-message[^<]*<[^<]*<[^<]*", answer.content.decode())
    return list(Action.objects.order_by("position"))


def test_each_doubt_is_asked_with_the_few_answers_it_can_have(browser: Client, user: Any) -> None:
    asked = questions(browser.get(page_of(uploaded(user, tracker(ROWS, HEADINGS)))))
    assert {name: list(choices) for name, choices in asked.items() if name != "source"} == {
        "a1-0": ["Right: Health and Police", "2 leads: Health; Police"],
        "a1-1": [
            "Right: from 1 January 2016 to 31 December 2018", "1 April 2016 to 31 March 2018", "Another deadline",
        ],
        "all-a2-0": ["Right: nobody yet", "As above"],
        "a2-0": ["Right: nobody yet", "As above"],
        "a3-1": ["Right: nobody yet", "As above"],
        "a2-1": ["Right: no deadline of its own", "As above", "Another deadline"],
        "a3-0": [
            "Right: these words, and no date", "Q4 2025/26", "Q4 2026/27", "December 2026", "Another deadline",
        ],
    }  # fmt: skip


def test_what_is_answered_is_saved_and_asked_no_more(browser: Client, user: Any) -> None:
    actions = saved_as(
        browser, user, a1_0="2 leads: Health; Police", a1_1="1 April 2016 to 31 March 2018", all_a2_0="As above",
        a2_1="As above", a3_0="Q4 2026/27",
    )  # fmt: skip
    assert [list(action.lead_names) for action in actions] == [["Health", "Police"]] * 3
    assert [action.deadline_words for action in actions] == ["1 April 2016 to 31 March 2018"] * 2 + ["Q4 2026/27"]
    assert [action.doubts for action in actions] == [[], [], []]


def test_the_answer_to_one_place_goes_before_the_answer_to_all(browser: Client, user: Any) -> None:
    actions = saved_as(browser, user, all_a2_0="As above", a2_0="Right: nobody yet")
    assert [list(action.lead_names) for action in actions] == [["Health and Police"], [], []]


def test_what_is_not_answered_is_kept_as_it_was_read_with_its_doubt(browser: Client, user: Any) -> None:
    actions = saved_as(browser, user)
    assert [len(action.doubts) for action in actions] == [2, 2, 2]
    assert [action.deadline_words for action in actions] == ["2016-18", "", "Q4 2026"]


def test_words_of_ones_own_are_the_deadline(browser: Client, user: Any) -> None:
    actions = saved_as(browser, user, a1_1="words", a1_1_words="31 May 2018", a3_0_words="June 2027")
    assert [action.deadline_words for action in actions] == ["31 May 2018", "", "June 2027"]


@pytest.mark.parametrize(
    ("words", "error"), [("", "Enter the deadline that is meant"), ("soonish", "This deadline was not understood.")]
)
def test_words_that_are_no_deadline_are_refused_beside_their_box_and_nothing_is_lost(
    browser: Client, user: Any, words: str, error: str
) -> None:
    page = page_of(uploaded(user, tracker(ROWS, HEADINGS)))
    sent = said(browser.get(page), a1_0="2 leads: Health; Police", a1_1="words", a1_1_words=words)
    answer = browser.post(page, sent)
    assert (answer.status_code, Plan.objects.count()) == (422, 0)
    shown = html.fromstring(answer.content.decode())
    (told,) = shown.xpath("//p[@id='id_a1-1-words-error']")
    assert error in told.text_content()
    (form,) = [form for form in shown.forms if "title" in form.inputs]
    given_back = {name: form.fields[name] or "" for name in ("a1-0", "a1-1", "a1-1-words")}
    assert given_back == {"a1-0": sent["a1-0"], "a1-1": "words", "a1-1-words": words}


def test_what_is_to_be_put_right_is_listed_in_the_order_of_the_page(browser: Client, user: Any) -> None:
    page = page_of(uploaded(user, tracker(ROWS, HEADINGS)))
    answer = browser.post(page, said(browser.get(page), a1_1="words") | {"source": ""})
    summary = html.fromstring(answer.content.decode()).xpath("//*[contains(@class, 'govuk-error-summary__list')]//a")
    assert [link.get("href") for link in summary] == ["#id_a1-1-words", "#id_source"]


def test_a_doubt_of_very_many_places_is_asked_of_all_of_them_alone(browser: Client, user: Any) -> None:
    rows = [ROWS[0], *((("", f"Send booklet {nth}", "", "May 2027", "")) for nth in range(ONE_BY_ONE + 1))]
    page = page_of(uploaded(user, tracker(rows, HEADINGS)))
    shown = browser.get(page)
    asked = questions(shown)
    assert [name for name in asked if name.startswith("all-")] == ["all-a2-0"]
    assert [name for name in asked if re.match(r"a\d+-", name)] == ["a1-0", "a1-1"]
    assert "Action 2, Action 3" in shown.content.decode()
    browser.post(page, said(shown, all_a2_0="As above"))
    assert {tuple(action.lead_names) for action in Action.objects.all()} == {("Health and Police",)}


def test_an_answer_that_is_none_of_the_choices_is_refused(browser: Client, user: Any) -> None:
    page = page_of(uploaded(user, tracker(ROWS, HEADINGS)))
    assert browser.post(page, said(browser.get(page), a1_0="7")).status_code == 422
    assert not Plan.objects.exists()
