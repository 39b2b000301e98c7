"""What is saved of a document is what its page showed: another date, or another plan meanwhile, is shown first."""

import os
import re
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from towpath.accounts.drafts import keep_draft
from towpath.foundation.clock import LONDON
from towpath.foundation.clock import at as at_moment
from towpath.plans.models import Action, Plan
from towpath.plans.services.progress import report_progress
from towpath.sources.models import Reading
from towpath.sources.tests.trackers import ROWS, changed, saved, tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Said done in March 2026: as at February that is a promise, as at June it was kept.
DONE = "Completed March 2026"
NEWER = changed("By 2026/27", DONE)
FEBRUARY = {"as_at_day": "1", "as_at_month": "2", "as_at_year": "2026"}
CHANGED = "As at 1 February 2026 these changes differ from the ones shown before. Check them again"
READ = "As at 1 February 2026 the plan reads differently from what was shown before. Check it again"


@pytest.fixture(autouse=True)
def june():
    with at_moment(datetime(2026, 6, 1, 9, tzinfo=LONDON)):
        yield


def compared(user: Any, rows: Any = NEWER, **said: Any) -> tuple[Plan, str]:
    """A plan, and the address at which a newer document is compared with it."""
    plan = saved(user, uploaded(user), **({"as_at": date(2026, 1, 1)} | said))
    return plan, reverse("sources:changes", args=[uploaded(user, tracker(rows)).pk])


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def boxes(response: Any) -> dict[str, Any]:
    """What the form of the page holds, as a browser would send it."""
    assert response.status_code in {200, 422}, response
    form = next(one for one in html.fromstring(response.content.decode()).forms if "as_at_day" in one.inputs)
    sent: dict[str, Any] = {"accept": []}
    for name, value in form.form_values():
        sent |= {name: [*sent["accept"], value] if name == "accept" else value}
    return sent


def ticks(response: Any) -> list[str]:
    """The boxes that are ticked, by what each is about."""
    return [re.sub(r"^a\d+-|-\w+$", "", key) for key in boxes(response)["accept"]]


def offered(response: Any) -> list[str]:
    """Every box of the page, ticked or not."""
    return re.findall(r'name="accept" id="accept-([^"]+)"', response.content.decode())


def train() -> Action:
    return Action.objects.get(text="Train reception staff in every practice")


def test_changes_that_the_date_makes_others_are_shown_before_anything_is_saved(browser: Client, user: Any) -> None:
    plan, address = compared(user)
    page = browser.get(address)
    assert "Read as: done by 31 March 2026" in text_of(page)
    again = browser.post(address, boxes(page) | FEBRUARY)
    assert again.status_code == 422
    assert text_of(again).count(CHANGED) == 2
    assert "Read as: by 31 March 2026" in text_of(again)
    assert (plan.documents.count(), train().deadline_words) == (1, "By 2026/27")
    assert browser.post(address, boxes(again) | {"accept": offered(again)}).status_code == 302
    assert (train().deadline_words, train().due_on) == (DONE, date(2026, 3, 31))


def test_ticks_that_still_mean_the_same_are_kept_and_no_other(browser: Client, user: Any) -> None:
    plan, address = compared(user, [[cell.replace("Housing", "Council") for cell in row] for row in NEWER])
    page = browser.get(address)
    assert ticks(page) == ["deadline", "leads"]
    again = browser.post(address, boxes(page) | FEBRUARY)
    assert ticks(again) == ["leads"]
    assert (boxes(again)["as_at_day"], boxes(again)["as_at_year"]) == ("1", "2026")
    assert browser.post(address, boxes(again)).status_code == 302
    assert train().deadline_words == "By 2026/27"
    assert [lead.agency.name for lead in plan.actions.last().leads.all()] == ["Council"]


def test_a_date_that_makes_no_difference_is_saved_at_once(browser: Client, user: Any) -> None:
    plan, address = compared(user, changed("Housing", "Council"))
    assert browser.post(address, boxes(browser.get(address)) | FEBRUARY).status_code == 302
    assert plan.documents.latest("pk").as_at == date(2026, 2, 1)


def test_a_questioned_date_shows_its_changes_with_the_question(browser: Client, user: Any) -> None:
    plan, address = compared(user, as_at=date(2026, 5, 1))
    again = browser.post(address, boxes(browser.get(address)) | FEBRUARY)
    assert "1 February 2026 is before the plan" in text_of(again)
    assert CHANGED in text_of(again)
    confirmed = boxes(again) | {"confirmed": "2026-02-01"}
    assert browser.post(address, confirmed).status_code == 302
    assert plan.documents.latest("pk").as_at == date(2026, 2, 1)


def test_changes_that_somebody_else_made_others_are_shown_before_anything_is_saved(browser: Client, user: Any) -> None:
    plan, address = compared(user, changed("Amber", "Green"))
    page = browser.get(address)
    assert ticks(page) == ["rating"]
    report_progress(
        actor=user, action=train(), version=train().version, rating="red", account="Late.", as_of=date(2026, 5, 31)
    )
    again = browser.post(address, boxes(page))
    assert again.status_code == 422
    assert "These changes differ from the ones shown before. Check them again" in text_of(again)
    assert "Somebody set the rating here since" in text_of(again)
    assert (ticks(again), train().rating, plan.documents.count()) == ([], "red", 1)
    assert browser.post(address, boxes(again)).status_code == 302


def test_typing_given_back_is_shown_as_at_its_date(browser: Client, user: Any) -> None:
    _, address = compared(user)
    sent = boxes(browser.get(address)) | FEBRUARY
    typed = {name: values if isinstance(values, list) else [values] for name, values in sent.items()}
    del typed["csrfmiddlewaretoken"], typed["form_token"]
    keep_draft(user=user, path=address, typed=typed)
    page = browser.get(address)
    assert text_of(page).count(CHANGED) == 1
    assert ticks(page) == []
    assert browser.post(address, boxes(page)).status_code == 302


def first(user: Any) -> tuple[Reading, str]:
    reading = uploaded(user, tracker(NEWER))
    return reading, reverse("sources:reading", args=[reading.pk])


def test_a_plan_that_the_date_makes_another_is_shown_before_it_is_saved(browser: Client, user: Any) -> None:
    _, address = first(user)
    page = browser.get(address)
    assert "Read as: done by 31 March 2026" in text_of(page)
    typed = {"title": "Safer homes", "source": "strategy", **FEBRUARY}
    again = browser.post(address, boxes(page) | typed)
    assert again.status_code == 422
    assert text_of(again).count(READ) == 2
    assert "Read as: by 31 March 2026" in text_of(again)
    assert (Plan.objects.count(), boxes(again)["title"], boxes(again)["as_at_day"]) == (0, "Safer homes", "1")
    assert browser.post(address, boxes(again)).status_code == 302
    assert train().due_on == date(2026, 3, 31)


def test_a_plan_that_the_date_leaves_as_it_was_shown_is_saved_at_once(browser: Client, user: Any) -> None:
    address = reverse("sources:reading", args=[uploaded(user).pk])
    typed = {"title": "Safer homes", "source": "strategy", **FEBRUARY}
    assert browser.post(address, boxes(browser.get(address)) | typed).status_code == 302


def test_the_fingerprint_of_a_plan_is_the_same_in_every_process() -> None:
    """Two processes that serve pages never take the same plan for two."""
    program = (
        "import django; django.setup();"
        "from datetime import date; from towpath.documents.plan import read_plan;"
        "from towpath.documents.reading import read_document; from towpath.records.holding import fingerprint;"
        "import sys; draft = read_plan(read_document(sys.stdin.buffer.read(), 'a.csv'), day=date(2026, 6, 1));"
        "print(fingerprint([draft.recommendations, draft.doubts, draft.scheme.slug]))"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], input=tracker(ROWS), env=os.environ | settings | {"PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1
