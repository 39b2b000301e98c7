"""A progress report is approved, sent back, issued and restated; what was issued can never be changed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from towpath.delivery.tests.papers.reading import final_of, steps_of
from towpath.delivery.tests.papers.story import PROSE, QUARTER
from towpath.documents.blocks import as_json, from_json
from towpath.documents.tests.reading_papers import prose, remarks
from towpath.foundation.transitions import TransitionError
from towpath.papers.fingerprints import fingerprint, seen
from towpath.papers.models import Paper, PaperStep, StepKind
from towpath.papers.services import approve, contents_now, issue, restate, send_back, write
from towpath.papers.services.steps import move
from towpath.papers.states import WITH_APPROVAL, ApprovedState
from towpath.programmes.models import Milestone, SitePeriod
from towpath.records.append_only import AppendOnlyError
from towpath.records.refusing import Refused

pytestmark = pytest.mark.django_db


def test_an_unfinished_report_is_not_approved(draft, manager):
    held = write(actor=manager, paper=draft, version=1, prose={"summary": "One."})
    with pytest.raises(PermissionDenied, match="somebody has to write: current status, next steps"):
        approve(actor=manager, paper=held, version=held.version)


def test_an_approval_of_other_figures_than_were_seen_is_refused(programme, written, manager):
    saw = seen(contents_now(written))
    SitePeriod.objects.filter(site__programme=programme, site__area="Brent").delete()
    with pytest.raises(Refused, match="The figures changed after you opened the report"):
        approve(actor=manager, paper=written, version=written.version, saw=saw)
    written.refresh_from_db()
    assert written.state == ApprovedState.DRAFT
    assert approve(
        actor=manager, paper=written, version=written.version, saw=seen(contents_now(written))
    ).approved_by == manager  # fmt: skip


def test_what_was_approved_is_what_is_issued_whatever_happens_meanwhile(programme, approved, manager):
    Milestone.objects.create(programme=programme, name="Too late", deadline_kept={}, met_on=QUARTER.end)
    SitePeriod.objects.filter(site__programme=programme).delete()
    said = approved.contents
    issued = issue(actor=manager, paper=approved, version=approved.version)
    kept = final_of(issued)
    assert kept.sha256 == fingerprint(kept.contents) == fingerprint(said)
    assert "Too late" not in str(kept.contents)


def test_clicking_approve_or_issue_twice_does_it_once(written, manager):
    for decide in (approve, issue):
        held = Paper.objects.get(pk=written.pk)
        first = decide(actor=manager, paper=held, version=held.version)
        assert decide(actor=manager, paper=held, version=held.version).version == first.version
    assert steps_of(written)[2:] == [StepKind.APPROVED, StepKind.ISSUED]
    assert PaperStep.objects.exclude(sha256="").count() == 1


def test_an_approved_report_is_sent_back_with_the_reason_and_changed(approved, manager):
    with pytest.raises(PermissionDenied, match="send it back before you change it"):
        write(actor=manager, paper=approved, version=approved.version, prose={"summary": "Changed."})
    back = send_back(actor=manager, paper=approved, version=approved.version, reason="Say why four sites wait.")
    assert (back.state, back.contents, back.approved_by) == (ApprovedState.DRAFT, {}, None)
    assert back.steps.order_by("-pk")[0].reason == "Say why four sites wait."
    again = write(actor=manager, paper=back, version=back.version, prose={"summary": "Changed."})
    assert again.prose["summary"] == "Changed."


def test_an_issued_report_is_neither_written_in_nor_sent_back(issued, manager):
    with pytest.raises(PermissionDenied, match="was issued and never changes: restate it"):
        write(actor=manager, paper=issued, version=issued.version, prose={"summary": "Changed."})
    with pytest.raises(PermissionDenied, match="Only an approved report can be sent back"):
        send_back(actor=manager, paper=issued, version=issued.version, reason="No.")


def test_what_was_issued_cannot_be_changed_or_removed(issued):
    kept = final_of(issued)
    kept.sha256 = "0" * 64
    with pytest.raises(AppendOnlyError):
        kept.save()
    with pytest.raises(AppendOnlyError):
        kept.delete()
    with pytest.raises(AppendOnlyError):
        PaperStep.objects.all().delete()


@pytest.mark.parametrize("verb", ["UPDATE papers_paperstep SET contents = '{}'", "DELETE FROM papers_paperstep",
                                  "UPDATE papers_paperstep SET reason = 'x'"])  # fmt: skip
def test_what_was_issued_cannot_be_changed_in_the_database_either(issued, verb):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert fingerprint(PaperStep.objects.exclude(sha256="").get().contents) == fingerprint(issued.last.contents)


def test_a_correction_stands_beside_the_original_with_its_reason(issued, manager):
    again = restate(actor=manager, paper=issued, reason="Two practices were counted twice.")
    assert (again.issue, again.restates, again.state) == (2, issued, ApprovedState.DRAFT)
    assert again.prose == issued.prose
    assert restate(actor=manager, paper=issued, reason="Two practices were counted twice.") == again
    again = write(actor=manager, paper=again, version=again.version, prose={"summary": "Corrected."})
    again = approve(actor=manager, paper=again, version=again.version)
    issue(actor=manager, paper=again, version=again.version)
    first, second = (from_json(one.contents) for one in PaperStep.objects.exclude(sha256="").order_by("paper__issue"))
    assert prose(first)[:2] == PROSE["summary"].split("\n\n")
    assert prose(second)[0] == "Corrected."
    assert "Issue 2, restated: Two practices were counted twice. Issue 1 is kept beside it." in remarks(second)
    with pytest.raises(PermissionDenied, match="correct the newest issue"):
        restate(actor=manager, paper=issued, reason="Again.")


def test_every_state_can_be_reached_and_nothing_follows_what_was_issued():
    reached = {to for state in ApprovedState for to in WITH_APPROVAL.after(state)}
    assert reached == set(ApprovedState)
    assert WITH_APPROVAL.after(ApprovedState.ISSUED) == ()


@pytest.mark.parametrize("start", ApprovedState)
@pytest.mark.parametrize("to", ApprovedState)
def test_a_report_moves_only_as_the_table_says(draft, start, to):
    draft.state = start
    if to in WITH_APPROVAL.after(start):
        move(draft, to)
        assert draft.state == to
    else:
        with pytest.raises(TransitionError):
            move(draft, to)


def test_the_contents_come_back_from_json_as_they_were(issued):
    kept = final_of(issued).contents
    contents = from_json(kept)
    assert fingerprint(as_json(contents)) == fingerprint(kept)
    assert contents.title.below == "Progress report for Quarter 2 2020/21, July to September 2020"
