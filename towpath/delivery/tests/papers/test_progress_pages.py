"""The pages of progress reports, as those who read them meet them."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.tests.papers.reading import page_of
from towpath.delivery.tests.papers.story import commissioner_of
from towpath.jobs.models import Job, JobState
from towpath.papers.models import Paper
from towpath.papers.states import ApprovedState
from towpath.partners.tests.builders import person_with
from towpath.plans.tests.papers.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
READERS = (Role.COORDINATOR, Role.BOARD_MEMBER, Role.AUDITOR)
MOST_QUERIES = {"paper": 30, "write": 32}  # five of them record who read it; the second asks for what was typed too


def test_a_commissioner_reads_what_was_issued_to_them_and_it_is_recorded(client, programme, ready):
    client.force_login(commissioner_of(programme))
    page = text(client.get(page_of(ready)))
    assert "All delivery ends on 31 January 2022" in page
    assert "What was done with this report" not in page
    assert "Restate it" not in page
    assert Entry.objects.filter(event=Event.PROGRESS_REPORT_SEEN).count() == 1
    assert page_of(ready) in text(client.get(reverse("progress_reports:papers")))
    assert page_of(ready) in text(client.get("/"))


def test_a_commissioner_does_not_hear_of_a_correction_in_the_making(client, as_manager, programme, ready):
    as_manager.post(page_of(ready, "restate"), {"reason": "A sum was wrong."})
    client.force_login(commissioner_of(programme))
    assert "which replaces this one" not in text(client.get(page_of(ready)))


@pytest.mark.parametrize("role", READERS)
def test_readers_find_issued_reports_and_no_drafts(client, programme, draft, role):
    client.force_login(person_with(role, partnership=programme.partnership))
    assert client.get(page_of(draft)).status_code == 404
    assert page_of(draft) not in text(client.get(reverse("progress_reports:papers")))
    Paper.objects.filter(pk=draft.pk).update(state=ApprovedState.ISSUED)
    assert page_of(draft) in text(client.get(reverse("progress_reports:papers")))


@pytest.mark.parametrize("role", [Role.PRACTICE_MANAGER, Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD,
                                  Role.AGENCY_LEAD, Role.ADMINISTRATOR])  # fmt: skip
def test_others_are_told_that_reports_are_not_theirs(client, programme, issued, role):
    client.force_login(person_with(role, partnership=programme.partnership))
    assert client.get(page_of(issued)).status_code == 403


@pytest.mark.parametrize("name", ["write", "send_back", "restate"])
def test_a_reader_reaches_no_page_of_a_writer(client, programme, issued, name):
    client.force_login(person_with(Role.COORDINATOR, partnership=programme.partnership))
    assert client.get(page_of(issued, name)).status_code == 403


@pytest.mark.parametrize("name", ["paper", "progress", "write",
                                  "send_back", "restate"])  # fmt: skip
def test_a_report_of_another_partnership_is_not_there(client, issued, name):
    client.force_login(person_with(Role.PROGRAMME_MANAGER))
    assert client.get(page_of(issued, name)).status_code == 404


def test_writing_in_an_issued_report_is_refused_with_the_reason(as_manager, issued):
    response = as_manager.get(page_of(issued, "write"))
    assert response.status_code == 403
    assert "This report was issued and never changes: restate it to correct it." in text(response)


@pytest.mark.parametrize(("kind", "suffix", "starts"), [("pdf", "pdf", b"%PDF"), ("word", "docx", b"PK")])
def test_a_file_is_handed_out_and_recorded(client, programme, ready, kind, suffix, starts):
    client.force_login(commissioner_of(programme))
    response = client.get(page_of(ready, "paper_file", file=kind))
    name = f"seven-boroughs-progress-2020-21-q2.{suffix}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(starts)
    entry = Entry.objects.get(event=Event.PROGRESS_REPORT_EXPORTED)
    assert entry.details["sha256"] == ready.files.get(kind=kind).sha256


def test_there_is_no_other_kind_of_file_and_none_of_a_draft(as_manager, draft):
    for kind in ("picture", "csv", "pdf"):
        assert as_manager.get(page_of(draft, "paper_file", file=kind)).status_code == 404
    assert not Entry.objects.filter(event=Event.PROGRESS_REPORT_EXPORTED).exists()


def test_how_far_the_files_are_can_be_asked_as_json(as_manager, issued):
    Job.objects.filter(paper=issued).update(state=JobState.WORKING, done=1, total=2, step="Writing the Word file")
    answer = json.loads(as_manager.get(page_of(issued, "progress")).content)
    assert answer.pop("notice").startswith("No worker is running:")
    assert answer == {"done": 1, "total": 2, "sentence": "Step 2 of 2: Writing the Word file.", "finished": False}


def test_files_that_failed_say_so_and_are_tried_again(as_manager, client, programme, issued):
    failure = "The files could not be made: try again, and if it fails once more pass on ABCD1234."
    Job.objects.filter(paper=issued).update(state=JobState.FAILED, reference="ABCD1234")
    assert failure in text(as_manager.get(page_of(issued)))
    assert as_manager.post(page_of(issued, "try_again")).status_code == 302
    issued.refresh_from_db()
    assert (issued.job.state, issued.job.attempt) == (JobState.ASKED, 2)


def test_files_that_take_long_are_cancelled_and_made_again(as_manager, issued):
    assert "Cancel these files" in text(as_manager.get(page_of(issued)))
    after = text(as_manager.post(page_of(issued, "cancel"), follow=True))
    assert "The files are cancelled. They can be made again." in after
    assert "The files were cancelled before they were made." in after
    assert "Cancel these files" not in after
    assert "Nothing was cancelled" in text(as_manager.post(page_of(issued, "cancel"), follow=True))
    issued.refresh_from_db()
    assert (issued.job.state, issued.job.attempt) == (JobState.CANCELLED, 2)
    assert json.loads(as_manager.get(page_of(issued, "progress")).content)["finished"] is True
    assert "Cancel these files" in text(as_manager.post(page_of(issued, "try_again"), follow=True))


def test_files_made_earlier_are_offered_beside_those_that_were_cancelled(as_manager, ready):
    again = text(as_manager.post(page_of(ready, "try_again"), follow=True))
    assert "Those made earlier are still here:" in again
    assert "Report as a PDF" in again
    after = text(as_manager.post(page_of(ready, "cancel"), follow=True))
    assert "Those made earlier are still here:" in after
    assert page_of(ready, "paper_file", file="pdf") in after


def test_a_reader_sees_that_files_were_cancelled_and_has_no_button(as_manager, client, programme, issued):
    reader = commissioner_of(programme)
    client.force_login(reader)
    assert "Cancel these files" not in text(client.get(page_of(issued)))
    assert client.post(page_of(issued, "cancel")).status_code == 403
    Job.objects.filter(paper=issued).update(state=JobState.CANCELLED)
    page = text(client.get(page_of(issued)))
    assert "The files were cancelled before they were made." in page
    assert "Try again" not in page


def test_files_that_are_ready_cannot_be_cancelled(as_manager, ready):
    assert "Cancel these files" not in text(as_manager.get(page_of(ready)))
    assert "Nothing was cancelled" in text(as_manager.post(page_of(ready, "cancel"), follow=True))
    ready.refresh_from_db()
    assert ready.job.state == JobState.DONE


def test_the_list_is_of_one_programme_where_the_address_names_it(as_manager, programme, draft):
    address = reverse("progress_reports:papers")
    assert page_of(draft) in text(as_manager.get(address, {"programme": programme.pk}))
    for wrong in ("999999", "soon", "9" * 40):
        assert as_manager.get(address, {"programme": wrong}).status_code == 404


def test_looking_changes_nothing_but_the_record_of_looking(as_manager, written):
    before = list(Paper.objects.values_list())
    for name in ("paper", "write"):
        as_manager.get(page_of(written, name))
    assert list(Paper.objects.values_list()) == before


@pytest.mark.parametrize("name", ["paper", "write"])
def test_a_page_takes_few_questions(as_manager, written, name):
    as_manager.get(page_of(written, name))
    with CaptureQueriesContext(connection) as asked:
        as_manager.get(page_of(written, name))
    assert len(asked) <= MOST_QUERIES[name]
