"""Who may do what with progress reports: the whole table, with the reason given."""

import pytest

from towpath.access.roles import Role
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.programmes.tests.builders import programme_with
from towpath.reports import policies
from towpath.reports.models import ProgressReport, ProgressState, State
from towpath.reports.tests.progress.story import PROSE

pytestmark = pytest.mark.django_db

WRITES = "Only a programme manager of this partnership can write its progress reports."
DECIDES = "Only a programme manager of this partnership can approve and issue its progress reports."
READS = "You can read the issued progress reports of the programmes you see or pay for."
WHO_READS = {
    Role.PROGRAMME_MANAGER: set(ProgressState),
    Role.COORDINATOR: {ProgressState.ISSUED},
    Role.BOARD_MEMBER: {ProgressState.ISSUED},
    Role.AUDITOR: {ProgressState.ISSUED},
    Role.COMMISSIONER: {ProgressState.ISSUED},
}


@pytest.fixture
def programme():
    partnership = partnership_named()
    return programme_with(partnership, commissioner=agency_of(partnership, "Combined authority"))


def holder_of(role, programme):
    agency = programme.commissioner if role is Role.COMMISSIONER else None
    return person_with(role, partnership=programme.partnership, agency=agency)


def report_of(programme, state, **more):
    author = person_with(Role.PROGRAMME_MANAGER, partnership=programme.partnership)
    return ProgressReport.objects.create(
        programme=programme, financial_year=2020, quarter_number=2, state=state, prose=PROSE, begun_by=author,
        begun_at="2020-10-08T08:05Z", **more,
    )  # fmt: skip


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", ProgressState)
def test_who_reads_a_report_in_which_state(programme, role, state):
    report, person = report_of(programme, state), holder_of(role, programme)
    verdict = policies.may_read_progress(person, report)
    expected = state in WHO_READS.get(role, set())
    assert (verdict.allowed, verdict.reason) == (expected, "" if expected else READS)
    assert ProgressReport.objects.visible_to(person).filter(pk=report.pk).exists() is expected


@pytest.mark.parametrize("role", Role)
def test_who_writes_approves_issues_and_restates(programme, role):
    person, is_manager = holder_of(role, programme), role is Role.PROGRAMME_MANAGER
    draft = report_of(programme, ProgressState.DRAFT)
    for may, state, reason in (
        (policies.may_write_in, ProgressState.DRAFT, WRITES),
        (policies.may_approve_progress, ProgressState.DRAFT, DECIDES),
        (policies.may_send_back, ProgressState.APPROVED, DECIDES),
        (policies.may_issue, ProgressState.APPROVED, DECIDES),
        (policies.may_restate, ProgressState.ISSUED, WRITES),
    ):
        draft.state = state
        verdict = may(person, draft)
        assert (verdict.allowed, verdict.reason) == (is_manager, "" if is_manager else reason)


@pytest.mark.parametrize(
    ("may", "allowed_in", "reason"),
    [
        (policies.may_approve_progress, ProgressState.DRAFT, "Only a draft can be approved."),
        (policies.may_send_back, ProgressState.APPROVED, "Only an approved report can be sent back."),
        (policies.may_issue, ProgressState.APPROVED, "Only an approved report can be issued."),
    ],
)
@pytest.mark.parametrize("state", ProgressState)
def test_a_manager_decides_only_in_the_right_state(programme, may, allowed_in, reason, state):
    verdict = may(holder_of(Role.PROGRAMME_MANAGER, programme), report_of(programme, state))
    assert (verdict.allowed, verdict.reason) == (state is allowed_in, "" if state is allowed_in else reason)


def test_a_commissioner_of_another_agency_finds_nothing(programme):
    report = report_of(programme, ProgressState.ISSUED)
    other = person_with(
        Role.COMMISSIONER, partnership=programme.partnership, agency=agency_of(programme.partnership, "Another")
    )
    assert not policies.may_read_progress(other, report)


def test_a_manager_elsewhere_may_do_nothing(programme):
    stranger = person_with(Role.PROGRAMME_MANAGER, partnership=partnership_named())
    report = report_of(programme, ProgressState.DRAFT)
    for state in ProgressState:
        report.state = state
        for may in (policies.may_read_progress, policies.may_write_in, policies.may_approve_progress,
                    policies.may_send_back, policies.may_issue, policies.may_restate):  # fmt: skip
            assert not may(stranger, report)


@pytest.mark.parametrize("state", ProgressState)
def test_the_files_of_an_issued_report_may_be_made_again_whatever_became_of_them(programme, state):
    manager = holder_of(Role.PROGRAMME_MANAGER, programme)
    for files_state in State:
        report = ProgressReport(programme=programme, state=state, files_state=files_state)
        verdict = policies.may_make_files_again(manager, report)
        assert verdict.allowed is (state is ProgressState.ISSUED)
        assert verdict or verdict.reason == "Only an issued report has files."


@pytest.mark.parametrize("files_state", ["", *State])
def test_files_may_be_cancelled_until_they_are_there(programme, files_state):
    report = ProgressReport(programme=programme, state=ProgressState.ISSUED, files_state=files_state)
    is_being_built = files_state in (State.ASKED, State.BUILDING)
    for role in Role:
        verdict = policies.may_cancel_files(holder_of(role, programme), report)
        assert verdict.allowed is (is_being_built and role is Role.PROGRAMME_MANAGER)
        ended = "Only files that are asked for or being made can be cancelled."
        assert verdict or verdict.reason == (DECIDES if is_being_built else ended)
    elsewhere = person_with(Role.PROGRAMME_MANAGER, partnership=partnership_named())
    assert not policies.may_cancel_files(elsewhere, report)
