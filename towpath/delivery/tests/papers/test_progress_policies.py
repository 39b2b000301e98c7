"""Who may do what with progress reports: the whole table, with the reason given."""

import pytest

from towpath.access.roles import Role
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import PROSE
from towpath.jobs.models import Job, JobState
from towpath.papers import policies
from towpath.papers.models import Paper
from towpath.papers.states import ApprovedState
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.programmes.tests.builders import programme_with

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITES = "Only a programme manager of this partnership can write its progress reports."
DECIDES = "Only a programme manager of this partnership can approve and issue its progress reports."
READS = "You can read the issued progress reports of the programmes you see or pay for."
WHO_READS = {
    Role.PROGRAMME_MANAGER: set(ApprovedState),
    Role.COORDINATOR: {ApprovedState.ISSUED},
    Role.BOARD_MEMBER: {ApprovedState.ISSUED},
    Role.AUDITOR: {ApprovedState.ISSUED},
    Role.COMMISSIONER: {ApprovedState.ISSUED},
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
    return Paper.objects.create(
        kind=PROGRESS_REPORT.name, subject=programme.pk, partnership=programme.partnership,
        financial_year=2020, quarter_number=2, state=state, prose=PROSE, begun_by=author,
        begun_at="2020-10-08T08:05Z", **more,
    )  # fmt: skip


def paper_of(programme, state, job):
    return Paper(kind=PROGRESS_REPORT.name, partnership=programme.partnership, state=state, job=job and Job(state=job))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", ApprovedState)
def test_who_reads_a_report_in_which_state(programme, role, state):
    report, person = report_of(programme, state), holder_of(role, programme)
    verdict = policies.may_read(person, report)
    expected = state in WHO_READS.get(role, set())
    assert (verdict.allowed, verdict.reason) == (expected, "" if expected else READS)
    assert Paper.objects.visible_to(person).filter(pk=report.pk).exists() is expected


@pytest.mark.parametrize("role", Role)
def test_who_writes_approves_issues_and_restates(programme, role):
    person, is_manager = holder_of(role, programme), role is Role.PROGRAMME_MANAGER
    draft = report_of(programme, ApprovedState.DRAFT)
    for may, state, reason in (
        (policies.may_write, ApprovedState.DRAFT, WRITES),
        (policies.may_approve, ApprovedState.DRAFT, DECIDES),
        (policies.may_send_back, ApprovedState.APPROVED, DECIDES),
        (policies.may_issue, ApprovedState.APPROVED, DECIDES),
        (policies.may_restate, ApprovedState.ISSUED, WRITES),
    ):
        draft.state = state
        verdict = may(person, draft)
        assert (verdict.allowed, verdict.reason) == (is_manager, "" if is_manager else reason)


@pytest.mark.parametrize(
    ("may", "allowed_in", "reason"),
    [
        (policies.may_approve, ApprovedState.DRAFT, "Only a draft can be approved."),
        (policies.may_send_back, ApprovedState.APPROVED, "Only an approved report can be sent back."),
        (policies.may_issue, ApprovedState.APPROVED, "Only an approved report can be issued."),
    ],
)
@pytest.mark.parametrize("state", ApprovedState)
def test_a_manager_decides_only_in_the_right_state(programme, may, allowed_in, reason, state):
    verdict = may(holder_of(Role.PROGRAMME_MANAGER, programme), report_of(programme, state))
    assert (verdict.allowed, verdict.reason) == (state is allowed_in, "" if state is allowed_in else reason)


def test_a_commissioner_of_another_agency_finds_nothing(programme):
    report = report_of(programme, ApprovedState.ISSUED)
    other = person_with(
        Role.COMMISSIONER, partnership=programme.partnership, agency=agency_of(programme.partnership, "Another")
    )
    assert not policies.may_read(other, report)


def test_a_manager_elsewhere_may_do_nothing(programme):
    stranger = person_with(Role.PROGRAMME_MANAGER, partnership=partnership_named())
    report = report_of(programme, ApprovedState.DRAFT)
    for state in ApprovedState:
        report.state = state
        for may in (policies.may_read, policies.may_write, policies.may_approve,
                    policies.may_send_back, policies.may_issue, policies.may_restate):  # fmt: skip
            assert not may(stranger, report)


@pytest.mark.parametrize("state", ApprovedState)
def test_the_files_of_an_issued_report_may_be_made_again_whatever_became_of_them(programme, state):
    manager = holder_of(Role.PROGRAMME_MANAGER, programme)
    for job in JobState:
        report = paper_of(programme, state, job)
        verdict = policies.may_try_again(manager, report)
        assert verdict.allowed is (state is ApprovedState.ISSUED)
        assert verdict or verdict.reason == "Only an issued report has files."


@pytest.mark.parametrize("job", [None, *JobState])
def test_files_may_be_cancelled_until_they_are_there(programme, job):
    report = paper_of(programme, ApprovedState.ISSUED, job)
    is_being_built = job in (JobState.ASKED, JobState.WORKING)
    for role in Role:
        verdict = policies.may_cancel(holder_of(role, programme), report)
        assert verdict.allowed is (is_being_built and role is Role.PROGRAMME_MANAGER)
        ended = "Only a paper that is asked for or being built can be cancelled."
        assert verdict or verdict.reason == (DECIDES if is_being_built else ended)
    elsewhere = person_with(Role.PROGRAMME_MANAGER, partnership=partnership_named())
    assert not policies.may_cancel(elsewhere, report)
