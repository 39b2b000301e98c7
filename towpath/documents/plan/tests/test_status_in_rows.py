"""What a row says became of its action, in a column of ratings, of progress or of days of completion."""

from datetime import date

import pytest

from towpath.documents.plan import read_plan
from towpath.documents.plan.tests.building import document, table

DAY = date(2026, 11, 30)


def read(heading, words):
    plan = document(table(["Recommendation", "Action", "Lead", heading], ("Help early", "Run a clinic", "LBX", words)))
    (action,) = read_plan(plan, day=DAY).actions
    return action


@pytest.mark.parametrize(
    ("heading", "words", "rating", "is_doubted"),
    [
        ("Status", "Completed The clinic opened", "Complete", False),
        ("Status", "Delayed Planning permission was refused twice this year", "Delayed", False),
        ("Status", "Ongoing work with every school in the borough until spring", "Ongoing", True),
        ("Status", "On track to open in the spring of next year, with two rooms", "Green", True),
        ("Status", "Completed two of the five courses that were promised here", "Not stated", False),
        ("Status", "Green Street refuge will open in the spring of next year", "Green", False),
        ("Progress", "Completed The clinic opened", "Complete", True),
        ("Progress", "Delayed Planning permission was refused", "Delayed", True),
        ("Progress", "Ongoing work with schools", "Not stated", False),
        ("Progress", "Green Street refuge opened", "Not stated", False),
        ("Progress", "Complete Housing’s form by May", "Not stated", False),
        ("Progress", "Completed October 2026", "Complete", False),
        ("Progress", "Completed March 2027", "Not stated", True),
        ("Date completed", "March 2026", "Complete", False),
        ("Date completed", "March 2027", "Not stated", True),
        ("Date completed", "Waiting for rooms", "Not stated", False),
        ("Date of completion and outcome", "March 2026. People wait less", "Complete", False),
        ("Date of completion and outcome", "People wait less", "Not stated", False),
        ("Target date", "March 2026", "Not stated", False),
    ],
)
def test_a_status_is_read_where_it_stands(heading, words, rating, is_doubted):
    action = read(heading, words)
    assert (action.rating.label, any(doubt.field == "rating" for doubt in action.doubts)) == (rating, is_doubted)


def test_what_stands_behind_a_day_of_completion_is_the_outcome():
    action = read("Date of completion and outcome", "March 2026. People wait less")
    assert action.outcome == ("People wait less",)
    assert [one.day for one in action.updates] == [date(2026, 3, 31)]
