"""The pages of reports, as each role meets them."""

import json
from copy import deepcopy

import pytest
from django.urls import reverse

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.jobs import workers
from towpath.jobs.models import Job, JobState
from towpath.jobs.tests.running import do, run_jobs
from towpath.papers.models import Paper
from towpath.papers.services import begin
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.tests.papers.reading import address_of, text
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, on, whole_story

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def in_july():
    with on(REPORTED_ON):
        yield


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker), on(REPORTED_ON):
        yield whole_story()


@pytest.fixture
def plan(made_once):
    return deepcopy(made_once)


@pytest.fixture
def as_role(plan, client):
    """Signs somebody in who holds that role in the plan's partnership."""

    def sign_in(role, partnership=plan.partnership):
        client.force_login(person_with(role, partnership=partnership))
        return client

    return sign_in


@pytest.fixture
def report(plan):
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    return begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=QUARTER)


@pytest.fixture
def ready(report):
    do(report.job)
    return Paper.objects.get(pk=report.pk)


def page_of(report, name="paper", **more):
    return address_of(report, name, **more)


def test_a_coordinator_asks_for_a_report_and_sees_how_far_it_is(as_role, plan):
    client = as_role(Role.COORDINATOR)
    response = client.post(reverse("reports:begin"), {"plan": plan.pk, "quarter": "2026-27-q1"})
    report = Paper.objects.get()
    assert response.url == page_of(report)
    page = text(client.get(response.url))
    assert "<progress" in page
    assert "Waiting to be begun." in page
    assert f'data-job="{page_of(report, "progress")}"' in page


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("", "Choose a quarter."),
        ("2026-27-q7", "There is no quarter 7: a year has quarters 1 to 4."),
        ("soon", "“soon” is not a quarter: write it like 2024/25 Q1."),
        ("2026-28-q1", "not one financial year"),
        ("2027-28-q1", "2027/28 Q1 has not begun: choose this quarter or an earlier one."),
        ("2020-21-q1", "2020/21 Q1 is before the plan began on 12 January 2026: choose 2025/26 Q4 or later."),
    ],
)
def test_an_impossible_quarter_is_refused_beside_its_box(as_role, plan, quarter, sentence):
    response = as_role(Role.COORDINATOR).post(reverse("reports:begin"), {"plan": plan.pk, "quarter": quarter})
    page = text(response)
    assert response.status_code == 422
    assert sentence in page
    assert "<title>Error: " in page
    assert f'<option value="{plan.pk}" selected' in page
    assert not Paper.objects.exists()


def test_a_plan_of_another_partnership_cannot_be_chosen(as_role):
    other = whole_story()
    response = as_role(Role.COORDINATOR).post(reverse("reports:begin"), {"plan": other.pk, "quarter": "2026-27-q1"})
    assert response.status_code == 422
    assert "Choose a plan from the list." in text(response)


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.AGENCY_LEAD, Role.ADMINISTRATOR])
def test_only_a_coordinator_reaches_the_form(as_role, role):
    assert as_role(role).get(reverse("reports:begin")).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BOARD_MEMBER, Role.AUDITOR])
def test_a_ready_report_is_read_and_the_reading_is_recorded(as_role, ready, role):
    page = text(as_role(role).get(page_of(ready)))
    for said in ("1 of 4 actions is done.", "Two trainers left.", "30 days late", "As known on 10 July 2026 at 9:05am"):
        assert said in page
    assert 'aria-label="Bars of the ratings at the end of each quarter.' in page
    assert Entry.objects.filter(event=Event.REPORT_SEEN).count() == 1


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.ADMINISTRATOR])
def test_those_who_may_not_read_reports_are_told_so(as_role, ready, role):
    response = as_role(role).get(page_of(ready))
    assert response.status_code == 403
    assert "Your role does not let you read the quarter&#39;s reports." in text(response)


@pytest.mark.parametrize("name", ["paper", "progress"])
def test_a_report_of_another_partnership_is_not_there(as_role, ready, name):
    client = as_role(Role.COORDINATOR, partnership=whole_story().partnership)
    assert client.get(page_of(ready, name)).status_code == 404


def test_how_far_it_is_can_be_asked_as_json(as_role, report):
    Job.objects.filter(paper=report).update(state=JobState.WORKING, done=1, total=4, step="Drawing the ratings")
    workers.beat("somebody")
    answer = json.loads(as_role(Role.BOARD_MEMBER).get(page_of(report, "progress")).content)
    assert answer == {
        "done": 1, "total": 4, "sentence": "Step 2 of 4: Drawing the ratings.", "finished": False, "notice": "",
    }  # fmt: skip


def test_whoever_waits_is_told_when_nobody_works(as_role, report):
    client = as_role(Role.COORDINATOR)
    assert "No worker is running:" in text(client.get(page_of(report)))
    assert json.loads(client.get(page_of(report, "progress")).content)["notice"].startswith("No worker is running:")
    workers.beat("somebody")
    assert "No worker is running:" not in text(client.get(page_of(report)))
    Job.objects.filter(paper=report).update(state=JobState.FAILED)
    workers.retire("somebody")
    assert "No worker is running:" not in text(client.get(page_of(report)))


def test_a_report_that_takes_long_is_begun_anew_or_cancelled(as_role, report):
    client = as_role(Role.COORDINATOR)
    Job.objects.filter(paper=report).update(state=JobState.WORKING)
    for button in ("Begin anew", "Cancel this report"):
        assert button in text(client.get(page_of(report)))
        assert button not in text(as_role(Role.BOARD_MEMBER).get(page_of(report)))
        client = as_role(Role.COORDINATOR)
    client.post(page_of(report, "try_again"))
    report.refresh_from_db()
    assert (report.job.state, report.job.attempt) == (JobState.ASKED, 2)
    assert "It can be tried again." in text(client.post(page_of(report, "cancel"), follow=True))
    report.refresh_from_db()
    assert report.job.state == JobState.CANCELLED
    assert "Nothing was cancelled" in text(client.post(page_of(report, "cancel"), follow=True))
    assert "This report was cancelled before it was built." in text(client.get(page_of(report)))
    client.post(page_of(report, "try_again"))
    report.refresh_from_db()
    assert report.job.state == JobState.ASKED


def test_the_files_of_a_ready_report_are_made_again_from_its_page(as_role, ready):
    client = as_role(Role.COORDINATOR)
    assert "Make the files again" in text(client.get(page_of(ready)))
    client.post(page_of(ready, "try_again"))
    run_jobs()
    ready.refresh_from_db()
    assert ready.job.state == JobState.DONE
    assert "Make the files again" not in text(as_role(Role.BOARD_MEMBER).get(page_of(ready)))


def test_a_failed_report_says_so_and_is_tried_again(as_role, report):
    Job.objects.filter(paper=report).update(state=JobState.FAILED, reference="ABCD1234")
    client = as_role(Role.COORDINATOR)
    assert "The report could not be built: try again, and if it fails once more pass on ABCD1234." in text(
        client.get(page_of(report))
    )
    assert client.post(page_of(report, "try_again")).status_code == 302
    report.refresh_from_db()
    assert (report.job.state, report.job.attempt) == (JobState.ASKED, 2)


def test_a_board_member_sees_the_failure_but_no_button(as_role, report):
    Job.objects.filter(paper=report).update(state=JobState.FAILED, reference="ABCD1234")
    client = as_role(Role.BOARD_MEMBER)
    assert "Try again" not in text(client.get(page_of(report)))
    assert client.post(page_of(report, "try_again")).status_code == 403


@pytest.mark.parametrize(
    ("kind", "name", "starts"),
    [("pdf", "delivery-plan-2026-27-q1.pdf", b"%PDF"), ("word", "delivery-plan-2026-27-q1.docx", b"PK")],
)
def test_a_file_is_handed_out_and_recorded(as_role, ready, kind, name, starts):
    response = as_role(Role.BOARD_MEMBER).get(page_of(ready, "paper_file", file=kind))
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(starts)
    entry = Entry.objects.get(event=Event.REPORT_EXPORTED)
    assert entry.details["sha256"] == ready.files.get(kind=kind).sha256


@pytest.mark.parametrize("kind", ["picture", "csv"])
def test_there_is_no_other_kind_of_file(as_role, ready, kind):
    assert as_role(Role.COORDINATOR).get(page_of(ready, "paper_file", file=kind)).status_code == 404


def test_a_report_not_yet_built_has_no_files(as_role, report):
    assert as_role(Role.COORDINATOR).get(page_of(report, "paper_file", file="pdf")).status_code == 404
    assert not Entry.objects.filter(event=Event.REPORT_EXPORTED).exists()


def test_the_lists_show_the_reports_a_person_may_read(as_role, ready, plan):
    client = as_role(Role.BOARD_MEMBER)
    for address in (reverse("reports:papers"), reverse("reports:papers_of", args=[plan.pk])):
        page = text(client.get(address))
        assert page_of(ready) in page
        assert "Build a quarter’s report" not in page
    stranger = as_role(Role.COORDINATOR, partnership=whole_story().partnership)
    assert page_of(ready) not in text(stranger.get(reverse("reports:papers")))
    assert stranger.get(reverse("reports:papers_of", args=[plan.pk])).status_code == 404


def test_a_plan_changed_since_does_not_change_its_report(as_role, ready, plan):
    plan.actions.update(text="Something else")
    assert "Train every front desk" in text(as_role(Role.BOARD_MEMBER).get(page_of(ready)))


def test_a_board_member_finds_the_newest_report_on_the_first_page(as_role, report):
    client = as_role(Role.BOARD_MEMBER)
    assert "No report has been built yet." in text(client.get("/"))
    do(report.job)
    assert f'href="/reports/{report.pk}/">{report.about_title}, {report.quarter.label}</a>' in text(client.get("/"))


def test_a_board_member_without_a_report_is_told_who_builds_one(as_role, plan):
    assert "coordinator builds one for each quarter" in text(as_role(Role.BOARD_MEMBER).get("/reports/"))
