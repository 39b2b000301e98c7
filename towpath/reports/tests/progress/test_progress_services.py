"""A progress report from its beginning to its issue, and what can never be changed after."""

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.tests.reading_papers import remarks
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import person_with
from towpath.records.holding import ChangedMeanwhile
from towpath.reports.models import (
    ProgressReport,
    ProgressReportStep,
    ProgressState,
    StepKind,
)
from towpath.reports.services.progress import (
    Unreportable,
    begin_progress_report,
    contents_now,
    write_progress,
)
from towpath.reports.tests.progress.reading import steps_of
from towpath.reports.tests.progress.story import NEXT, PROSE, QUARTER

pytestmark = pytest.mark.django_db


def test_a_report_goes_from_draft_to_issued_and_every_step_says_who_and_when(issued, manager):
    assert issued.state == ProgressState.ISSUED
    assert steps_of(issued) == [StepKind.BEGUN, StepKind.WRITTEN, StepKind.APPROVED, StepKind.ISSUED]
    assert {(step.taken_by, step.taken_at is not None) for step in issued.steps.all()} == {(manager, True)}
    events = [
        Event.PROGRESS_REPORT_BEGUN, Event.PROGRESS_REPORT_WRITTEN, Event.PROGRESS_REPORT_APPROVED,
        Event.PROGRESS_REPORT_ISSUED,
    ]  # fmt: skip
    assert [Entry.objects.filter(event=event, actor_key=str(manager.pk)).count() for event in events] == [1] * 4


def test_beginning_twice_gives_the_same_report(programme, manager, draft):
    assert begin_progress_report(actor=manager, programme=programme, quarter=QUARTER) == draft
    assert ProgressReport.objects.count() == 1
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
    with pytest.raises(Unreportable) as refused:
        begin_progress_report(actor=manager, programme=programme, quarter=Quarter.parse(quarter))
    assert str(refused.value) == sentence
    assert not ProgressReport.objects.exists()


def test_the_quarter_that_goes_on_can_be_reported_and_says_so(programme, manager):
    report = begin_progress_report(actor=manager, programme=programme, quarter=NEXT)
    sentence = "The quarter has not ended: this is how the programme stands on 8 October 2020."
    assert remarks(contents_now(report))[0].endswith(sentence)


def test_an_issued_quarter_is_restated_and_not_begun_again(programme, manager, issued):
    with pytest.raises(Unreportable, match="was issued already: open it and restate it"):
        begin_progress_report(actor=manager, programme=programme, quarter=QUARTER)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROGRAMME_MANAGER])
def test_nobody_but_a_programme_manager_begins_one(programme, role):
    with pytest.raises(PermissionDenied, match="Only a programme manager of this partnership can write"):
        begin_progress_report(
            actor=person_with(role, partnership=programme.partnership), programme=programme, quarter=QUARTER
        )
    assert not ProgressReport.objects.exists()


def test_each_saving_keeps_the_sections_that_changed(draft, manager):
    first = write_progress(actor=manager, report=draft, version=1, prose={"summary": "One.", "status": ""})
    write_progress(actor=manager, report=draft, version=first.version, prose={"summary": "One.", "status": "Two."})
    kept = ProgressReportStep.objects.filter(kind=StepKind.WRITTEN).order_by("pk").values_list("prose", flat=True)
    assert list(kept) == [{"summary": "One."}, {"status": "Two."}]


def test_a_second_writer_is_told_and_a_double_click_saves_once(draft, manager):
    write_progress(actor=manager, report=draft, version=1, prose=PROSE)
    assert write_progress(actor=manager, report=draft, version=1, prose=PROSE).version == 2
    with pytest.raises(ChangedMeanwhile):
        write_progress(actor=manager, report=draft, version=1, prose=PROSE | {"summary": "Something else."})
    assert steps_of(draft) == [StepKind.BEGUN, StepKind.WRITTEN]
