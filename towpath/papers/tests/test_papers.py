"""What holds of every paper, whatever its kind: who finds it, what follows redaction, and what is left of it alone."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from towpath.access.roles import Role
from towpath.audit.digests import changed_behind
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import QUARTER as PROGRAMMES_QUARTER
from towpath.delivery.tests.papers.story import bare
from towpath.delivery.tests.papers.story import on as in_october
from towpath.jobs.models import JobState
from towpath.jobs.tests.running import run_jobs
from towpath.papers import services
from towpath.papers.checks import FILES_OF_PAPERS
from towpath.papers.kinds import KINDS
from towpath.papers.models import Paper
from towpath.partners.services.partnerships import remove_words
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, on, plan_of, whole_story
from towpath.programmes.tests.builders import manager_of
from towpath.records.services import take_back
from towpath.records.words import MARK

pytestmark = pytest.mark.django_db
WORDS = "Two trainers left."


@pytest.fixture
def plan():
    return whole_story()


@pytest.fixture
def coordinator(plan):
    return person_with(Role.COORDINATOR, partnership=plan.partnership)


def asked(plan, coordinator):
    return services.begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=QUARTER)


@pytest.fixture
def built(plan, coordinator):
    with on(REPORTED_ON):
        paper = asked(plan, coordinator)
        run_jobs()
    return Paper.objects.get(pk=paper.pk)


def test_no_two_kinds_share_a_name_an_address_or_a_command():
    for unlike in ("name", "space", "prefix", "command"):
        assert len({getattr(kind, unlike) for kind in KINDS}) == len(KINDS) > 1


def test_a_paper_is_found_by_the_rule_of_its_own_kind(built, coordinator):
    with in_october():
        programme = bare()
        manager = manager_of(programme.partnership)
        begun = services.begin(
            actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=PROGRAMMES_QUARTER
        )  # fmt: skip
    assert list(Paper.objects.visible_to(coordinator)) == [built]
    assert list(Paper.objects.visible_to(manager)) == [begun]
    assert not Paper.objects.visible_to(coordinator, PROGRESS_REPORT).exists()


def test_the_pages_of_one_kind_have_no_papers_of_another(client, built, coordinator):
    client.force_login(coordinator)
    assert client.get(reverse("reports:paper", args=[built.pk])).status_code == 200
    assert client.get(f"/progress-reports/{built.pk}/").status_code == 404


def test_a_built_report_that_loses_words_keeps_its_fingerprint_and_has_a_further_issue(built, coordinator, plan):
    before, files = built.last.sha256, list(built.files.all())
    with on(REPORTED_ON):
        remove_words(actor=coordinator, partnership=plan.partnership, words=WORDS, reason="It names two people.")
        run_jobs()
    kept, further = Paper.objects.get(pk=built.pk), Paper.objects.get(restates=built)
    assert (kept.last.sha256, kept.job, WORDS in str(kept.last.contents)) == (before, None, False)
    assert [file.sha256 for file in kept.files.all()] == [file.sha256 for file in files]
    assert (further.issue, further.job.state, MARK in str(further.last.contents)) == (2, JobState.DONE, True)
    assert further.files.count() == 2
    assert (further.approved_by, further.approved_at) == (None, None)
    entry = Entry.objects.get(event=Event.REPORT_REQUESTED, subject_key=str(further.pk))
    assert (entry.actor_key, entry.details["issue"]) == (str(coordinator.pk), 2)


def test_a_plan_of_which_a_report_was_built_stays(built, coordinator, plan):
    with pytest.raises(ValidationError, match="The report of 2026/27 Q1 was built from it, and stays"):
        take_back(actor=coordinator, subject=plan, reason="Read in twice.")


def test_a_report_asked_for_of_a_plan_that_is_gone_is_built_no_more_and_still_listed(client):
    plan = plan_of(action_draft("Open a drop-in"))
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    with on(REPORTED_ON):
        paper = asked(plan, coordinator)
        take_back(actor=coordinator, subject=plan, reason="Read in twice.")
        run_jobs()
        paper.refresh_from_db()
        assert paper.job.state == JobState.CANCELLED
        client.force_login(coordinator)
        assert "What is gone since" in client.get("/reports/").content.decode()
        assert client.get(f"/reports/{paper.pk}/").status_code == 200


class TestVerifying:
    def test_a_report_is_as_its_entries_left_it_when_built_and_when_it_lost_words(self, built, coordinator, plan):
        assert_papers_hold()
        with on(REPORTED_ON):
            remove_words(actor=coordinator, partnership=plan.partnership, words=WORDS, reason="It names two people.")
            run_jobs()
        assert_papers_hold()

    def test_a_file_that_is_missing_is_named_and_one_made_anew_takes_its_place(self, built, coordinator):
        kept = built.files.first()
        Path(kept.file.path).unlink()
        assert FILES_OF_PAPERS.run().faults == (f"File of a paper {kept.pk}: its file is missing.",)
        services.try_again(actor=coordinator, paper=built)
        run_jobs()
        assert_papers_hold()


def assert_papers_hold():
    assert FILES_OF_PAPERS.run().faults == ()
    assert [fault for fault in changed_behind() if "paper" in fault.lower()] == []
