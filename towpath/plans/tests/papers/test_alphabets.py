"""A quarter's report with an account in every alphabet: whole, conforming, and every word in it."""

from functools import partial

import pytest

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.documents.writers.tests.alphabets import ALL, PASTED, READ_OUT_WELL, WORDS
from towpath.documents.writers.tests.papers import bare, faults_in, words_of_pdf, words_of_word
from towpath.foundation.clock import now
from towpath.jobs.models import JobState
from towpath.jobs.tests.running import do, run_jobs
from towpath.papers.making import make
from towpath.papers.models import Paper
from towpath.papers.services import begin
from towpath.plans.papers.gathering import gather
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, date, on, person_with, plan_of, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # letters on paper, no database changes them


def plan_in_every_alphabet():
    """An action for each alphabet that says in it what is to be done, by whom, and what came of it."""
    words = [*ALL.values(), *map(storable, PASTED)]
    plan = plan_of(
        *(action_draft(each, rating="amber", leads=(each[:40],), deadline="By May 2026") for each in words),
        title=f"Plan {ALL['Bengali']}",
    )
    for action, account in zip(plan.actions.order_by("position"), words, strict=True):
        say(action, "green", f"{account}\n• {account}", about=date(2026, 6, 3))
    return plan


def storable(typed):
    """What a database takes: PostgreSQL holds no NUL, and neither holds half of a pair."""
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode()


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker):
        plan = plan_in_every_alphabet()
        with on(REPORTED_ON):
            return make(partial(gather, plan, QUARTER, now()), now(), tell=lambda done, step: None)


@pytest.fixture(scope="module")
def printed(made_once):
    return words_of_pdf(made_once.pdf)


@pytest.fixture(scope="module")
def written(made_once):
    return words_of_word(made_once.word)


def test_the_pdf_conforms(made_once):
    assert faults_in(made_once.pdf) == []


@pytest.mark.parametrize("alphabet", READ_OUT_WELL)
def test_the_pdf_says_every_account_twice_and_its_action_and_lead(printed, alphabet):
    assert printed.count(bare(WORDS[alphabet])) >= 4


@pytest.mark.parametrize("alphabet", ALL)
def test_the_word_file_says_the_same(written, alphabet):
    assert written.count(bare(ALL[alphabet])) >= 4


def test_what_no_font_draws_is_named(printed):
    assert "[U+12000]and[U+10FFFF]" in printed


def test_the_job_builds_it_and_its_file_has_a_name():
    plan = plan_of(action_draft("🏠 \uf0b7 নিরাপদ"), title=ALL["Tamil"])
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    with on(REPORTED_ON):
        report = begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=QUARTER)
        do(report.job)
    assert Paper.objects.get(pk=report.pk).job.state == JobState.DONE


def test_a_report_that_still_fails_says_which_action_and_what(client, monkeypatch):
    monkeypatch.setattr("towpath.documents.writers.pdf.printable", lambda text: text)
    plan = plan_of(action_draft("Open a drop-in"), action_draft("Print \U00012000 cards", number="7b"))
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    with on(REPORTED_ON):
        report = begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=QUARTER)
        run_jobs()
        client.force_login(coordinator)
        page = client.get(f"/reports/{report.pk}/").content.decode()
    assert "because “7b. Print \U00012000 cards” cannot be printed" in page
