"""A report that is being built while words are removed has read them: it is built again without them."""

import pytest
from django_tasks_db.models import DBTaskResult

from towpath.access.roles import Role
from towpath.jobs.models import JobState
from towpath.jobs.tests.running import run_jobs
from towpath.papers.models import Paper
from towpath.papers.services import begin, building
from towpath.partners.services.partnerships import remove_words
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, on, whole_story
from towpath.records.words import MARK

pytestmark = pytest.mark.django_db
WORDS = "Ingrid Lindqvist"


@pytest.fixture
def plan():
    plan = whole_story()
    action = plan.actions.order_by("position")[0]
    type(action).objects.filter(pk=action.pk).update(text=f"Ask {WORDS} to train reception staff")
    return plan


@pytest.fixture
def coordinator(plan):
    return person_with(Role.COORDINATOR, partnership=plan.partnership)


@pytest.fixture
def removed_once_read(plan, coordinator, monkeypatch):
    """The words are removed while the first attempt sets what it has read."""
    make, made = building.make, []

    def make_and_remove(*args, **more):
        made.append(make(*args, **more))
        if len(made) == 1:
            remove_words(actor=coordinator, partnership=plan.partnership, words=WORDS, reason="Asked for.")
        return made[-1]

    monkeypatch.setattr(building, "make", make_and_remove)
    return made


def test_its_first_attempt_is_given_up_and_another_is_built_without_the_words(plan, coordinator, removed_once_read):
    with on(REPORTED_ON):
        report = begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=QUARTER)
        run_jobs()
    held = Paper.objects.get(pk=report.pk)
    assert [WORDS in str(made.contents) for made in removed_once_read] == [True, False]
    assert (held.job.state, held.job.attempt, WORDS in str(held.last.contents)) == (JobState.DONE, 2, False)
    assert MARK in str(held.last.contents)
    assert held.files.count() == 2
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.order_by("enqueued_at")][:2] == [
        [held.job_id, 1], [held.job_id, 2],
    ]  # fmt: skip


def test_one_of_another_partnership_goes_on(plan, coordinator):
    theirs = whole_story()
    with on(REPORTED_ON):
        report = begin(
            actor=person_with(Role.COORDINATOR, partnership=theirs.partnership),
            kind=QUARTER_REPORT,
            subject=theirs,
            quarter=QUARTER,
        )
        remove_words(actor=coordinator, partnership=plan.partnership, words=WORDS, reason="Asked for.")
    report.refresh_from_db()
    assert report.job.attempt == 1
