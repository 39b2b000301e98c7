"""A progress report keeps the deadlines that held at its quarter's end, and says which were moved since."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towpath.delivery.tests.papers.story import LAST, NEXT, QUARTER, on, report_of
from towpath.documents.blocks import PaperContents
from towpath.documents.tests.reading_papers import headline, rows_of
from towpath.papers.models import Paper
from towpath.papers.services import approve, contents_now, issue
from towpath.programmes.models import Contract, Milestone, Programme
from towpath.programmes.services import contracts, milestones
from towpath.programmes.tests.builders import manager_of, milestone_of
from towpath.records.reckoning import reckon_all

pytestmark = pytest.mark.django_db
IN_THE_QUARTER = datetime(2020, 8, 3, 9, tzinfo=UTC)
LAST_MOMENT = datetime(2020, 9, 30, 22, 59, tzinfo=UTC)  # 23:59 in London
MIDNIGHT = datetime(2020, 9, 30, 23, tzinfo=UTC)  # 1 October in London
LATER = datetime(2020, 10, 5, 9, tzinfo=UTC)
LATER_STILL = datetime(2020, 10, 6, 9, tzinfo=UTC)


def set_early(programme: Programme, words: str, **more: Any) -> Milestone:
    with on(IN_THE_QUARTER):
        return milestone_of(programme, words, **more)


def move(milestone: Milestone, words: str, at: datetime = LATER) -> None:
    with on(at):
        milestones.amend_milestone(
            actor=manager_of(milestone.programme.partnership), milestone=milestone, name=milestone.name,
            deadline_words=words, note=milestone.note, why="The hall was flooded.",
        )  # fmt: skip


def told(contents: PaperContents) -> list[tuple[str, ...]]:
    """Deadline, working date and standing of each milestone in the table."""
    return [row[2:] for row in rows_of(contents, "Milestones")]


def milestones_in_short(contents: PaperContents) -> str:
    return next(sentence for sentence in headline(contents) if sentence.startswith("Milestones:"))


def test_a_deadline_moved_after_the_quarter_is_overdue_in_its_report_and_said_to_be_moved(programme: Programme) -> None:
    milestone = set_early(programme, "By 31 July 2020")
    assert told(report_of(programme)) == [("By 31 July 2020", "31 July 2020", "Overdue: 61 days late")]
    move(milestone, "By 31 December 2020")
    contents = report_of(programme)
    assert told(contents) == [
        ("By 31 July 2020 (moved since, to: By 31 December 2020)", "31 July 2020", "Overdue: 61 days late")
    ]
    assert "1 overdue, 0 due next quarter" in milestones_in_short(contents)


def test_the_quarter_in_which_it_was_moved_has_the_new_one(programme: Programme) -> None:
    move(set_early(programme, "By 31 July 2020"), "By 31 December 2020")
    assert told(report_of(programme, NEXT)) == [("By 31 December 2020", "31 December 2020", "Due this quarter")]


@pytest.mark.parametrize(
    ("moved_at", "deadline", "standing"),
    [
        (IN_THE_QUARTER, "By 31 December 2020", "Due next quarter"),
        (LAST_MOMENT, "By 31 December 2020", "Due next quarter"),
        (MIDNIGHT, "By 31 July 2020 (moved since, to: By 31 December 2020)", "Overdue: 61 days late"),
    ],
)
def test_the_quarter_ends_with_its_last_day_in_london(
    programme: Programme, moved_at: datetime, deadline: str, standing: str
) -> None:
    move(set_early(programme, "By 31 July 2020"), "By 31 December 2020", moved_at)
    (row,) = told(report_of(programme))
    assert (row[0], row[2]) == (deadline, standing)


def test_of_several_moves_the_words_before_the_first_after_the_quarter_held(programme: Programme) -> None:
    milestone = set_early(programme, "By 30 June 2020")
    for words, at in (("By 31 July 2020", LAST_MOMENT), ("By May 2021", LATER), ("By June 2021", LATER_STILL)):
        move(milestone, words, at)
    assert told(report_of(programme))[0][0] == "By 31 July 2020 (moved since, to: By June 2021)"


def test_one_that_was_moved_back_was_not_moved(programme: Programme) -> None:
    milestone = set_early(programme, "By 31 July 2020")
    before = told(report_of(programme))
    move(milestone, "By May 2021")
    move(milestone, "By 31 July 2020", LATER_STILL)
    assert told(report_of(programme)) == before


def test_a_deadline_first_given_or_withdrawn_after_the_quarter(programme: Programme) -> None:
    """What had no deadline was neither due nor late; what had one was, though none is given any more."""
    move(set_early(programme, ""), "By 31 August 2020")
    move(set_early(programme, "By 31 July 2020"), "")
    assert told(report_of(programme)) == [
        ("By 31 July 2020 (moved since, to: none given)", "31 July 2020", "Overdue: 61 days late")
    ]


def test_one_that_was_set_after_the_quarter_has_always_had_its_words(programme: Programme) -> None:
    milestone_of(programme, "By 31 December 2020")
    assert told(report_of(programme)) == [("By 31 December 2020", "31 December 2020", "Due next quarter")]


def test_rows_stand_in_the_order_of_the_deadlines_that_held(programme: Programme) -> None:
    first = set_early(programme, "By 31 July 2020", name="First")
    set_early(programme, "By 31 August 2020", name="Second")
    move(first, "By May 2021")
    assert [row[0] for row in rows_of(report_of(programme), "Milestones")] == ["First", "Second"]


def test_one_that_recurs_is_due_as_seen_on_the_last_day(programme: Programme) -> None:
    set_early(programme, "quarterly")
    with on(datetime(2021, 2, 1, 9, tzinfo=UTC)):
        reckon_all()
        assert told(report_of(programme)) == [("quarterly", "30 September 2020", "Due this quarter")]


def test_what_is_counted_from_the_contract_goes_by_the_terms_of_that_time(programme: Programme) -> None:
    """The contract's delivery ended in March 2021 until it was varied on 14 September, to January 2022."""
    set_early(programme, "within 3 months of the end of delivery", name="Evaluated")
    set_early(programme, "By 31 July 2020", name="Late")
    contract = Contract.objects.get(programme=programme)
    with on(LATER):
        contracts.vary_contract(
            actor=manager_of(programme.partnership), contract=contract, agreed_on=date(2020, 10, 5),
            reason="It ends at once.", delivery_ends_on=date(2020, 7, 31), work_ends_on=date(2020, 8, 31), budget=None,
        )  # fmt: skip
    assert {row[0] for row in rows_of(report_of(programme), "Milestones")} == {"Late"}
    assert {row[0] for row in rows_of(report_of(programme, NEXT), "Milestones")} >= {"Evaluated"}


def test_what_was_issued_stays_as_it_was(programme: Programme, approved: Paper) -> None:
    manager = manager_of(programme.partnership)
    milestone = set_early(programme, "By 31 July 2020")
    issued = issue(actor=manager, paper=approved, version=approved.version)
    kept = issued.last.contents
    move(milestone, "By May 2021")
    issued.refresh_from_db()
    assert issued.last.contents == kept


def test_a_draft_that_is_issued_late_keeps_the_deadline_that_held(programme: Programme, written: Paper) -> None:
    manager = manager_of(programme.partnership)
    move(set_early(programme, "By 31 July 2020"), "By May 2021")
    with on(datetime(2021, 2, 1, 9, tzinfo=UTC)):
        assert told(contents_now(written))[0][2] == "Overdue: 61 days late"
        approved = approve(actor=manager, paper=written, version=written.version)
        issue(actor=manager, paper=approved, version=approved.version)
    assert "Overdue: 61 days late" in str(approved.contents)


def test_the_quarter_before_has_what_held_then(programme: Programme) -> None:
    with on(datetime(2020, 5, 4, 9, tzinfo=UTC)):
        milestone = milestone_of(programme, "By 31 July 2020")
    move(milestone, "By 31 August 2020", IN_THE_QUARTER)
    assert told(report_of(programme, LAST)) == [
        ("By 31 July 2020 (moved since, to: By 31 August 2020)", "31 July 2020", "Due next quarter")
    ]
    assert told(report_of(programme, QUARTER))[0][0] == "By 31 August 2020"


def test_looking_saves_nothing_and_asks_once_for_all_milestones(programme: Programme) -> None:
    milestone = set_early(programme, "within 3 months of the end of delivery")
    move(milestone, "By May 2021")
    before = list(Milestone.objects.values())
    with CaptureQueriesContext(connection) as asked:
        report_of(programme)
    for number in range(5):
        move(set_early(programme, "within 3 months of the end of delivery", name=f"Another {number}"), "By June 2021")
    with CaptureQueriesContext(connection) as asked_again:
        report_of(programme)
    assert len(asked_again) == len(asked)
    assert list(Milestone.objects.filter(pk=milestone.pk).values()) == before
