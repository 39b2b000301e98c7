"""What a progress report says of delivery: milestones, core elements, posts, dates, and a past quarter as it stood."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towpath.delivery.tests.papers.story import LAST, QUARTER, report_of
from towpath.documents.tests.reading_papers import headline, remarks, row, rows_of
from towpath.programmes.models import Measure, Mode
from towpath.programmes.services import targets
from towpath.programmes.tests.builders import manager_of, period, programme_with, site_of
from towpath.training.models import Session, SessionState

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22  # people by name and people counted are two facts, and sign-ups are another room’s


def test_milestones_are_met_overdue_or_due_next(story):
    standing = {name: stands for name, *_, stands in rows_of(report_of(story), "Milestones")}
    assert standing == {
        "Oversight board meets": "Met on 24 September 2020",
        "Risk assessment agreed": "Overdue: 61 days late",
        "Second wave mobilised": "Due next quarter",
    }
    earlier = {name: stands for name, *_, stands in rows_of(report_of(story, LAST), "Milestones")}
    assert earlier == {"Oversight board meets": "Due next quarter", "Risk assessment agreed": "Due next quarter"}


def test_core_elements_say_what_was_kept_and_why_not(story):
    contents = report_of(story)
    assert row(contents, "Core elements", "Clinical lead") == {
        "Kept": "1", "Varied, with a reason": "0", "Not kept": "0", "Not checked": "2",
    }  # fmt: skip
    assert rows_of(contents, "Core elements varied") == [
        ("Tower Hamlets", "Number of sessions", "Varied, with a reason", "Sessions were split into shorter webinars.",
         "Session plans"),
    ]  # fmt: skip


def test_posts_are_parts_of_whole_posts_without_names(story):
    contents = report_of(story)
    posts = {site: about for site, *about in rows_of(contents, "Posts")}
    assert posts["Croydon"] == ["0.6", "Nobody in post", "None recorded"]
    assert posts["Brent"] == ["Not due"] * 3
    assert "Postholder" not in str(contents)


def test_the_overview_says_what_happens_when_at_each_site_and_why(story):
    contents = report_of(story)
    assert row(contents, "Overview", "Croydon")["What happens when"].split("\n") == [
        "Mobilised by 31 March 2020",
        "Adapted (virtual) April to September 2020: Meetings in person were not allowed.",
        "Blended October 2020 to September 2021",
    ]
    phase, happens, _, now = row(contents, "Overview", "Brent").values()
    assert happens.split("\n")[1] == "To mobilise October to December 2020"
    assert (phase, now) == ("Phase 2\nSite 4", "Paused")


def test_an_extension_keeps_the_earlier_plan_beside_it(story):
    contents = report_of(story)
    assert headline(contents)[-2:] == (
        "All delivery ends on 31 January 2022 (agreed earlier: 31 March 2021).",
        "All other work ends on 31 March 2022 (agreed earlier: 30 June 2021).",
    )
    assert [terms[4] for terms in rows_of(contents, "What was agreed")] == ["£500,000", "£560,000"]
    assert headline(report_of(story, LAST))[-2] == "All delivery ends on 31 March 2021."


def test_a_past_quarter_is_counted_as_it_stood_then(story):
    """The October report of April to June shows nothing of July to September."""
    contents = report_of(story, LAST)
    total = row(contents, "Practices", "All sites")
    assert (total["Signed up on 30 June 2020"], total["Fully trained on 30 June 2020"]) == ("2", "1")
    assert remarks(contents)[0].endswith("The quarter runs from 1 April 2020 to 30 June 2020.")
    assert remarks(contents)[1].startswith("As known on 8 October 2020 at 9:05am;")


def test_no_name_of_an_attendee_is_in_the_report(story):
    assert "Invented" not in str(report_of(story))


def test_a_report_takes_the_same_questions_however_many_sites(story):
    with CaptureQueriesContext(connection) as asked:
        report_of(story)
    assert len(asked) <= MOST_QUERIES
    actor = manager_of(story.partnership)
    for number_of in range(8, 14):
        site = site_of(story, f"Area {number_of}", number=number_of)
        period(site, Mode.BLENDED, date(2020, 4, 1))
        targets.set_targets(actor=actor, site=site, quarter=QUARTER, numbers={Measure.PRACTICES_TRAINED: 2})
    with CaptureQueriesContext(connection) as asked_again:
        report_of(story)
    assert len(asked_again) == len(asked)


def test_a_programme_without_sites_is_reported_as_such():
    contents = report_of(programme_with())
    assert headline(contents)[0] == "No site is recorded yet."
    assert rows_of(contents, "Overview") == []


def test_a_session_that_was_cancelled_counts_nowhere(story):
    before = row(report_of(story), "Sessions, people", "Croydon")["Sessions in the quarter"]
    Session.objects.filter(site__area="Croydon").update(state=SessionState.CANCELLED)
    after = row(report_of(story), "Sessions, people", "Croydon")["Sessions in the quarter"]
    assert (before, after) == ("1", "0")
