"""Paper, exports and board show one rating, and what a document brought is not told as a movement."""

import csv
from datetime import date
from io import StringIO

import pytest

from towpath.access.roles import Role
from towpath.documents.tests.reading_papers import headline, remarks, rows_of
from towpath.papers.models import Paper
from towpath.papers.states import BuiltState
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.gathering import NOTHING_MOVED, gather
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.services.amending import amend_action
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import NEXT, QUARTER, day, on, plan_of, say
from towpath.plans.tests.test_pages import signed_in, typed

pytestmark = pytest.mark.django_db


def story():
    """Amber came with the document in January; green is true of June, and red was said late, of March."""
    plan = plan_of(action_draft("Open a drop-in", deadline="By 2029/30", rating="amber"))
    action = plan.actions.get()
    say(action, "green", "Opened.", about=date(2026, 6, 3))
    say(action, "red", "Was stuck.", about=date(2026, 3, 3), entered=day(2026, 7, 1))
    return plan


def test_the_report_and_the_exports_show_what_the_board_shows():
    plan = story()
    with on(day(2026, 7, 2)):
        report = gather(plan, QUARTER, day(2026, 7, 2))
        client = signed_in(Role.BOARD_MEMBER, partnership=plan.partnership)
        table = client.get(f"/plans/{plan.pk}/export/csv/")
        rows = b"".join(table.streaming_content if table.streaming else [table.content]).decode("utf-8-sig")
        board = client.get(f"/plans/{plan.pk}/").content.decode()
    row = next(csv.DictReader(StringIO(rows)))
    ((_, then, now, moved),) = rows_of(report, "Every action")
    assert now == row["Rating"] == "Green"
    assert "1 green" in board
    assert (then, moved) == ("Red", "Better")


def test_a_rating_a_document_brought_is_no_first_rating():
    plan = plan_of(*(action_draft(f"Action {number}", rating="amber") for number in range(7)))
    with on(day(2026, 3, 1)):
        report = gather(plan, QUARTER.previous(), day(2026, 3, 1))
    assert headline(report)[1:3] == (
        "No rating moved in the quarter.",
        "7 ratings came with the document, whose date is not known.",
    )
    assert {moved for *_, moved in rows_of(report, "Every action")} == {"Came with the document"}
    assert NOTHING_MOVED in remarks(report)


def test_a_document_of_known_date_is_told_with_it():
    plan = plan_of(action_draft(rating="amber"))
    plan.documents.update(as_at=date(2026, 1, 5))
    with on(day(2026, 3, 1)):
        report = gather(plan, QUARTER.previous(), day(2026, 3, 1))
    assert "1 rating came with the document, as at 5 January 2026." in headline(report)


def test_what_changed_in_the_quarter_after_the_document_came_has_moved():
    plan = plan_of(action_draft(rating="amber"))
    say(plan.actions.get(), "red", about=date(2026, 2, 2))
    with on(day(2026, 3, 1)):
        report = gather(plan, QUARTER.previous(), day(2026, 3, 1))
    assert rows_of(report, "Every action")[0][-1] == "Worse"
    assert headline(report)[1] == "1 rating moved in the quarter: 1 for the worse."


def test_a_date_before_the_newest_report_is_questioned():
    plan = plan_of(action_draft(rating="amber"), base_date=date(2024, 4, 1))
    actor = person_with(Role.COORDINATOR, partnership=plan.partnership)
    with on(day(2026, 10, 2)):
        Paper.objects.create(
            kind=QUARTER_REPORT.name, subject=plan.pk, partnership=plan.partnership, financial_year=2026,
            quarter_number=NEXT.number, begun_by=actor, begun_at=day(2026, 10, 2), state=BuiltState.BUILT,
        )  # fmt: skip
        client = signed_in(partnership=plan.partnership)
        action = plan.actions.get()
        asked = client.post(f"/actions/{action.pk}/report-progress/", typed(action))
        assert asked.status_code == 422
        assert "1 June 2026 is before 2026/27 Q2, for which a report was built already" in asked.content.decode()
        fine = client.post(f"/actions/{action.pk}/report-progress/", typed(action, as_of_month="7"))
        assert fine.status_code == 302


def test_a_past_quarters_report_keeps_the_deadline_that_held_then():
    plan = plan_of(action_draft("Open a drop-in", deadline="By May 2026"))
    action = plan.actions.get()
    with on(day(2026, 7, 3)):
        amend_action(
            actor=person_with(Role.COORDINATOR, partnership=plan.partnership), action=action, version=1,
            text=action.text, deadline_words="By May 2027", reason="The hall was flooded.", agencies=[],
            accountable=None, is_outside_control=False,
        )  # fmt: skip
    with on(day(2026, 10, 2)):
        then = gather(plan, QUARTER, day(2026, 10, 2))
        now = gather(plan, NEXT, day(2026, 10, 2))
    assert [late[2:] for late in rows_of(then, "Overdue")] == [("By May 2026", "31 May 2026\n30 days late")]
    assert rows_of(now, "Overdue") == []
