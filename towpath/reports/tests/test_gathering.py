"""What the quarter's report says of a plan."""

from datetime import date

import pytest

from towpath.access.roles import Role
from towpath.foundation.clock import now
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import decide_figure
from towpath.plans.tests.builders import action_draft
from towpath.reports.quarter.gathering import quarter_report
from towpath.reports.quarter.keeping import as_json, from_json
from towpath.reports.tests.story import (
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
        return quarter_report(plan, quarter, now())


def texts(rows):
    return [row.action.text for row in rows]


def test_the_summary_counts_every_action_then_and_now():
    report = report_of(whole_story())
    shares = {share.rating.label: (share.then, share.now) for share in report.summary}
    assert shares == {"Red": (0, 1), "Amber": (3, 2), "Green": (1, 0), "Complete": (0, 1), "Not stated": (0, 0)}
    assert report.total == 4
    assert report.headline[:2] == (
        "1 of 4 actions is done.",
        "2 ratings moved in the quarter: 1 for the better and 1 for the worse.",
    )


def test_what_moved_is_told_with_the_account_of_why():
    better, worse = report_of(whole_story()).moves
    assert (better.standing.then.label, better.standing.now.label, better.standing.moved) == (
        "Amber",
        "Complete",
        "Better",
    )
    assert [told.day for told in better.accounts] == ["3 June 2026"]
    assert worse.accounts[0].text == "Two trainers left."


def test_the_window_and_the_moment_of_knowledge_are_printed():
    report = report_of(whole_story())
    assert (report.quarter, report.months) == ("Quarter 1 2026/27", "April to June 2026")
    assert report.window == "1 April 2026 to 30 June 2026"
    assert report.known_at == "10 July 2026 at 9:05am"
    assert (report.before, report.stands_on, report.stands_note) == ("31 March 2026", "30 June 2026", "")


def test_what_was_entered_after_the_moment_is_not_in_it():
    report = report_of(whole_story(), known_at=day(2026, 7, 1))
    assert [move.standing.action.text for move in report.moves] == ["Open a drop-in at the library"]


def test_a_quarter_that_has_not_ended_says_so():
    report = report_of(whole_story(), NEXT)
    assert report.stands_on == "10 July 2026"
    assert report.stands_note == "The quarter has not ended: this is how the plan stands on 10 July 2026."


def test_overdue_is_what_is_open_past_its_working_date():
    overdue = report_of(whole_story()).overdue
    assert texts(overdue) == ["Train every front desk"]
    assert (overdue[0].working_date, overdue[0].lateness, overdue[0].base_date) == (
        "31 May 2026",
        "30 days late",
        "Not needed",
    )


def test_without_a_base_date_an_action_is_named_as_undated_never_overdue():
    report = report_of(whole_story())
    assert texts(report.undated) == ["Agree a shared protocol"]
    assert report.undated[0].base_date == "None recorded"


def test_with_a_base_date_the_same_words_are_overdue_and_show_it():
    plan = plan_of(action_draft("Agree a shared protocol", deadline="Within 3 months"), base_date=date(2026, 1, 12))
    (late,) = report_of(plan).overdue
    assert (late.deadline, late.working_date, late.base_date) == ("Within 3 months", "12 April 2026", "12 January 2026")


def test_due_next_quarter_is_what_is_open_and_falls_in_it():
    plan = plan_of(
        action_draft("In it", deadline="By September 2026"),
        action_draft("After it", deadline="By October 2026"),
        action_draft("Done already", deadline="By August 2026", rating="complete"),
        action_draft("Every quarter", deadline="Quarterly"),
    )
    assert texts(report_of(plan).due_next) == ["In it", "Every quarter"]


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
    assert [row.state for row in report_of(plan).outside] == ["Sent to the department, 3 May 2026", "Nothing sent yet"]
    assert [row.state for row in report_of(plan, BEFORE).outside] == ["Nothing sent yet", "Nothing sent yet"]


def test_a_figure_is_shown_with_its_sentence_once_a_person_accepted_it():
    plan = plan_of(action_draft("Train every surgery"))
    update = say(plan.actions.get(), "green", "We have trained 217 clinicians.", about=date(2026, 6, 30))
    assert report_of(plan).numbers == ()
    with on(day(2026, 7, 5)):
        for figure in update.figures.all():
            decide_figure(actor=update.reported_by, figure=figure, is_right=True)
    (number,) = report_of(plan).numbers
    assert (number.value, number.sentence) == ("217", "We have trained 217 clinicians.")
    assert report_of(plan, BEFORE).numbers == ()


def test_an_action_no_longer_in_the_plan_is_left_out_and_counted():
    plan = whole_story()
    Action.objects.filter(plan=plan, position=4).update(is_gone=True)
    report = report_of(plan)
    assert report.total == 3
    assert any("1 action no longer in the plan" in note for note in report.notes)


def test_the_picture_has_a_bar_for_each_quarter_since_the_plan_began():
    report = report_of(whole_story())
    assert [quarter.label for quarter in report.quarters] == ["2025/26 Q4", "2026/27 Q1"]
    assert all(sum(quarter.counts) == report.total for quarter in report.quarters)


def test_one_quarter_ends_where_the_next_begins():
    plan = whole_story()
    before, this = report_of(plan, BEFORE), report_of(plan)
    assert [share.now for share in before.summary] == [share.then for share in this.summary]
    assert [row.now for row in before.standings] == [row.then for row in this.standings]


def test_a_report_is_kept_and_comes_back_the_same():
    report = report_of(whole_story())
    assert from_json(as_json(report)) == report


def test_numbers_are_put_together_as_the_plan_prints_them():
    plan = plan_of(action_draft("One", number="a"), action_draft("Two", number="4.2"), action_draft("Three"))
    references = [row.action.reference for row in report_of(plan).standings]
    assert references == ["1a", "4.2", "1"]


def test_a_long_plan_costs_no_more_questions_than_a_short_one(django_assert_max_num_queries):
    plan = plan_of(*(action_draft(f"Action {number}", rating="amber") for number in range(40)))
    with on(REPORTED_ON), django_assert_max_num_queries(8):
        quarter_report(plan, QUARTER, now())
