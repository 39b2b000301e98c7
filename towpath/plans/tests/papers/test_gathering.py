"""What the quarter's report says of a plan."""

from datetime import date

import pytest

from towpath.access.roles import Role
from towpath.documents.blocks import Facts, Heading, as_json, from_json, words_of
from towpath.documents.tests.reading_papers import firsts, headline, notes, remarks, rows_of, table, under
from towpath.foundation.clock import now
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action
from towpath.plans.papers.gathering import gather
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import decide_figure
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import (
    BEFORE,
    NEXT,
    QUARTER,
    REPORTED_ON,
    day,
    on,
    plan_of,
    say,
    whole_story,
)

pytestmark = pytest.mark.django_db


def report_of(plan, quarter=QUARTER, known_at=REPORTED_ON):
    with on(known_at):
        return gather(plan, quarter, now())


def test_the_summary_counts_every_action_then_and_now():
    report = report_of(whole_story())
    assert rows_of(report, "Summary") == [
        ("Red", "0", "1", "+1"), ("Amber", "3", "2", "−1"), ("Green", "1", "0", "−1"), ("Complete", "0", "1", "+1"),
        ("Not stated", "0", "0", "0"), ("All actions", "4", "4", ""),
    ]  # fmt: skip
    assert headline(report)[:2] == (
        "1 of 4 actions is done.",
        "2 ratings moved in the quarter: 1 for the better and 1 for the worse.",
    )


def test_what_moved_is_told_with_the_account_of_why():
    moved = list(under(report_of(whole_story()), "What moved, and why"))
    assert [one.words for one in moved if isinstance(one, Heading)] == [
        "1. Open a drop-in at the library", "1. Train every front desk",
    ]  # fmt: skip
    better, worse = (one.facts for one in moved if isinstance(one, Facts))
    assert list(map(words_of, better[0].value)) == ["Amber", "to", "Complete", "Better"]
    assert [fact.label for fact in better] == ["Rating", "3 June 2026"]
    assert worse[1].value == ("Two trainers left.",)


def test_the_window_and_the_moment_of_knowledge_are_printed():
    report = report_of(whole_story())
    assert report.title.below == "Report for Quarter 1 2026/27, April to June 2026"
    assert remarks(report)[:2] == [
        "The quarter runs from 1 April 2026 to 30 June 2026.",
        "As known on 10 July 2026 at 9:05am; nothing entered later is in this report.",
    ]
    assert table(report, "Summary").headings[1:3] == ("31 March 2026", "30 June 2026")


def test_what_was_entered_after_the_moment_is_not_in_it():
    report = report_of(whole_story(), known_at=day(2026, 7, 1))
    moved = [one.words for one in under(report, "What moved, and why") if isinstance(one, Heading)]
    assert moved == ["1. Open a drop-in at the library"]


def test_a_quarter_that_has_not_ended_says_so():
    report = report_of(whole_story(), NEXT)
    assert table(report, "Summary").headings[2] == "10 July 2026"
    assert remarks(report)[0].endswith("The quarter has not ended: this is how the plan stands on 10 July 2026.")


def test_overdue_is_what_is_open_past_its_working_date():
    assert rows_of(report_of(whole_story()), "Overdue") == [
        ("1. Train every front desk\nHousing", "Red", "By May 2026", "31 May 2026\n30 days late")
    ]


def test_without_a_base_date_an_action_is_named_as_undated_never_overdue():
    report = report_of(whole_story())
    assert firsts(report, "No base date") == ["1. Agree a shared protocol"]
    assert "so they have no working date and cannot be called overdue" in table(report, "No base date").note


def test_with_a_base_date_the_same_words_are_overdue_and_show_it():
    plan = plan_of(action_draft("Agree a shared protocol", deadline="Within 3 months"), base_date=date(2026, 1, 12))
    ((*_, deadline, working_date),) = rows_of(report_of(plan), "Overdue")
    assert deadline == "Within 3 months"
    assert working_date.split("\n") == ["12 April 2026", "79 days late", "Base date: 12 January 2026"]


def test_due_next_quarter_is_what_is_open_and_falls_in_it():
    plan = plan_of(
        action_draft("In it", deadline="By September 2026"),
        action_draft("After it", deadline="By October 2026"),
        action_draft("Done already", deadline="By August 2026", rating="complete"),
        action_draft("Every quarter", deadline="Quarterly"),
    )
    assert firsts(report_of(plan), "Due next quarter") == ["1. In it", "1. Every quarter"]


def test_an_action_outside_control_is_shown_with_its_last_step():
    plan = plan_of(action_draft("Write to the department"), action_draft("Write to the regulator"))
    Action.objects.filter(plan=plan).update(is_outside_control=True)
    sent = plan.actions.first()
    with on(day(2026, 5, 3)):
        coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
        record_outside_step(
            actor=coordinator,
            action=sent,
            version=sent.version,
            kind="sent",
            body="the department",
            happened_on=date(2026, 5, 3),
        )
    states = [state for _, state in rows_of(report_of(plan), "Outside")]
    assert states == ["Sent to the department, 3 May 2026", "Nothing sent yet"]
    assert [state for _, state in rows_of(report_of(plan, BEFORE), "Outside")] == ["Nothing sent yet"] * 2


def test_a_figure_is_shown_with_its_sentence_once_a_person_accepted_it():
    plan = plan_of(action_draft("Train every surgery"))
    update = say(plan.actions.get(), "green", "We have trained 217 clinicians.", about=date(2026, 6, 30))
    assert rows_of(report_of(plan), "Figures accepted") == []
    with on(day(2026, 7, 5)):
        for figure in update.figures.all():
            decide_figure(actor=update.reported_by, figure=figure, is_right=True)
    ((_, value, _, sentence),) = rows_of(report_of(plan), "Figures accepted")
    assert (value.split()[0], sentence) == ("217", "We have trained 217 clinicians.")
    assert rows_of(report_of(plan, BEFORE), "Figures accepted") == []


def test_an_action_no_longer_in_the_plan_is_left_out_and_counted():
    plan = whole_story()
    Action.objects.filter(plan=plan, position=4).update(is_gone=True)
    report = report_of(plan)
    assert len(rows_of(report, "Every action")) == 3
    assert any("1 action no longer in the plan" in note for note in notes(report))


def test_the_picture_has_a_bar_for_each_quarter_since_the_plan_began():
    report = report_of(whole_story())
    bars = rows_of(report, "Actions by rating at")
    assert [label for label, *_ in bars] == ["2025/26 Q4", "2026/27 Q1"]
    assert all(sum(map(int, counts)) == 4 for _, *counts in bars)


def test_one_quarter_ends_where_the_next_begins():
    plan = whole_story()
    before, this = report_of(plan, BEFORE), report_of(plan)
    assert [row[2] for row in rows_of(before, "Summary")] == [row[1] for row in rows_of(this, "Summary")]
    assert [row[2] for row in rows_of(before, "Every")] == [row[1] for row in rows_of(this, "Every")]


def test_a_report_is_kept_and_comes_back_the_same():
    report = report_of(whole_story())
    assert from_json(as_json(report)) == report


def test_numbers_are_put_together_as_the_plan_prints_them():
    plan = plan_of(action_draft("One", number="a"), action_draft("Two", number="4.2"), action_draft("Three"))
    assert firsts(report_of(plan), "Every action") == ["1a. One", "4.2. Two", "1. Three"]


def test_a_long_plan_costs_no_more_questions_than_a_short_one(django_assert_max_num_queries):
    plan = plan_of(*(action_draft(f"Action {number}", rating="amber") for number in range(40)))
    with on(REPORTED_ON), django_assert_max_num_queries(8):
        gather(plan, QUARTER, now())
