"""A progress report from its beginning to its issue, and what can never be changed after."""

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.reading import steps_of
from towpath.delivery.tests.papers.story import NEXT, PROSE, QUARTER
from towpath.documents.tests.reading_papers import remarks
from towpath.foundation.periods import Quarter
from towpath.papers.models import Paper, PaperStep, StepKind
from towpath.papers.services import begin, contents_now, write
from towpath.papers.states import ApprovedState
from towpath.partners.tests.builders import person_with
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused

pytestmark = pytest.mark.django_db


def test_a_report_goes_from_draft_to_issued_and_every_step_says_who_and_when(issued, manager):
    assert issued.state == ApprovedState.ISSUED
    assert steps_of(issued) == [StepKind.BEGUN, StepKind.WRITTEN, StepKind.APPROVED, StepKind.ISSUED]
    assert {(step.taken_by, step.taken_at is not None) for step in issued.steps.all()} == {(manager, True)}
    events = [
        Event.PROGRESS_REPORT_BEGUN, Event.PROGRESS_REPORT_WRITTEN, Event.PROGRESS_REPORT_APPROVED,
        Event.PROGRESS_REPORT_ISSUED,
    ]  # fmt: skip
    assert [Entry.objects.filter(event=event, actor_key=str(manager.pk)).count() for event in events] == [1] * 4


def test_beginning_twice_gives_the_same_report(programme, manager, draft):
    assert begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER) == draft
    assert Paper.objects.count() == 1
    assert steps_of(draft) == [StepKind.BEGUN]


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2020/21 Q4", "2020/21 Q4 has not begun: choose this quarter or an earlier one."),
        (
            "2019/20 Q3",
            "2019/20 Q3 is before Seven boroughs was launched on 6 January 2020: choose 2019/20 Q4 or later.",
        ),
    ],
)
def test_a_quarter_with_nothing_to_report_is_refused_with_the_reason(programme, manager, quarter, sentence):
    with pytest.raises(Refused) as refused:
        begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=Quarter.parse(quarter))
    assert refused.value.message_dict == {"quarter": [sentence]}
    assert not Paper.objects.exists()


def test_the_quarter_that_goes_on_can_be_reported_and_says_so(programme, manager):
    report = begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=NEXT)
    sentence = "The quarter has not ended: this is how the programme stands on 8 October 2020."
    assert remarks(contents_now(report))[0].endswith(sentence)


def test_an_issued_quarter_is_restated_and_not_begun_again(programme, manager, issued):
    with pytest.raises(Refused, match="was issued already: open it and restate it"):
        begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROGRAMME_MANAGER])
def test_nobody_but_a_programme_manager_begins_one(programme, role):
    with pytest.raises(PermissionDenied, match="Only a programme manager of this partnership can write"):
        begin(
            actor=person_with(role, partnership=programme.partnership),
            kind=PROGRESS_REPORT,
            subject=programme,
            quarter=QUARTER,
        )
    assert not Paper.objects.exists()


def test_each_saving_keeps_the_sections_that_changed(draft, manager):
    first = write(actor=manager, paper=draft, version=1, prose={"summary": "One.", "status": ""})
    write(actor=manager, paper=draft, version=first.version, prose={"summary": "One.", "status": "Two."})
    kept = PaperStep.objects.filter(kind=StepKind.WRITTEN).order_by("pk").values_list("prose", flat=True)
    assert list(kept) == [{"summary": "One."}, {"status": "Two."}]


def test_a_second_writer_is_told_and_a_double_click_saves_once(draft, manager):
    write(actor=manager, paper=draft, version=1, prose=PROSE)
    assert write(actor=manager, paper=draft, version=1, prose=PROSE).version == 2
    with pytest.raises(ChangedMeanwhile):
        write(actor=manager, paper=draft, version=1, prose=PROSE | {"summary": "Something else."})
    assert steps_of(draft) == [StepKind.BEGUN, StepKind.WRITTEN]
