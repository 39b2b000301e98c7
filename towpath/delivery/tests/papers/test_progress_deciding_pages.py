"""The pages on which a progress report is approved, sent back, issued and restated."""

import pytest

from towpath.access.roles import Role
from towpath.delivery.tests.papers.reading import page_of
from towpath.papers.models import Paper
from towpath.papers.services import approve
from towpath.papers.states import ApprovedState
from towpath.partners.tests.builders import person_with
from towpath.plans.tests.papers.reading import text
from towpath.programmes.models import SitePeriod

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_unfinished_draft_says_what_is_missing_and_offers_no_approval(as_manager, draft):
    page = text(as_manager.get(page_of(draft)))
    assert "somebody has to write: summary of progress, current status, next steps." in page
    assert "Approve the report" not in page


def test_who_alone_wrote_a_report_is_advised_to_have_it_read(as_manager, client, written, programme):
    assert "You alone wrote this. Ask a second person to read it" in text(as_manager.get(page_of(written)))
    client.force_login(person_with(Role.PROGRAMME_MANAGER, partnership=programme.partnership))
    page = text(client.get(page_of(written)))
    assert "You alone wrote this." not in page
    assert "Written by Person" in page


def saw_on(page):
    return page.split('name="saw" value="')[1].split('"')[0]


def test_a_report_is_approved_issued_and_its_files_are_on_the_way(as_manager, written):
    saw = saw_on(text(as_manager.get(page_of(written))))
    as_manager.post(page_of(written, "approve"), {"version": written.version, "saw": saw})
    written.refresh_from_db()
    assert written.state == ApprovedState.APPROVED
    assert "Once issued, the commissioner sees it and it never changes." in text(as_manager.get(page_of(written)))
    as_manager.post(page_of(written, "issue"), {"version": written.version})
    page = text(as_manager.get(page_of(written)))
    assert f'data-job="{page_of(written, "progress")}"' in page
    assert "Write in the report" not in page


def test_figures_that_moved_are_said_so_and_nothing_is_approved(as_manager, programme, written):
    saw = saw_on(text(as_manager.get(page_of(written))))
    SitePeriod.objects.filter(site__programme=programme, site__area="Brent").delete()
    response = as_manager.post(page_of(written, "approve"), {"version": written.version, "saw": saw}, follow=True)
    assert "The figures changed after you opened the report." in text(response)
    written.refresh_from_db()
    assert written.state == ApprovedState.DRAFT


@pytest.mark.parametrize("version", ["", "1", "soon", "9" * 30])
def test_a_stale_page_decides_nothing(as_manager, written, version):
    response = as_manager.post(page_of(written, "approve"), {"version": version}, follow=True)
    assert "Somebody else changed this after you opened it." in text(response)
    written.refresh_from_db()
    assert written.state == ApprovedState.DRAFT


def test_a_report_is_sent_back_with_a_reason_that_the_writer_sees(as_manager, manager, written):
    approved = approve(actor=manager, paper=written, version=written.version)
    address = page_of(approved, "send_back")
    assert as_manager.post(address, {"reason": "", "version": approved.version}).status_code == 422
    as_manager.post(address, {"reason": "Say why four sites wait.", "version": approved.version})
    page = text(as_manager.get(page_of(approved, "write")))
    assert "Sent back by" in page
    assert "Say why four sites wait." in page


def test_a_correction_is_begun_beside_the_original_and_each_names_the_other(as_manager, issued):
    address = page_of(issued, "restate")
    assert as_manager.post(address, {"reason": ""}).status_code == 422
    response = as_manager.post(address, {"reason": "Two practices were counted twice."})
    again = Paper.objects.get(issue=2)
    assert response.url == page_of(again, "write")
    assert "Issue 2, restated: Two practices were counted twice." in text(as_manager.get(page_of(again)))
    assert "Issue 1, which this one replaces" in text(as_manager.get(page_of(again)))
    assert "Issue 2, which replaces this one (draft)" in text(as_manager.get(page_of(issued)))
