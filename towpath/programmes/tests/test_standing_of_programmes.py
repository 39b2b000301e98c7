"""Where a programme stands in words: by what was agreed, and never that it was done."""

from datetime import date

import pytest

from towpath.programmes.models import Terms
from towpath.programmes.presenters.programmes import state_of

BEGUN = date(2020, 1, 1)
AGREED = [Terms(delivery_ends_on=date(2022, 1, 31), work_ends_on=date(2022, 3, 31))]


@pytest.mark.parametrize(
    ("day", "agreed", "words"),
    [
        (date(2019, 12, 31), AGREED, "Starts on 1 January 2020"),
        (BEGUN, [], "Since 1 January 2020, no contract recorded"),
        (date(2022, 1, 31), AGREED, "Delivering until 31 January 2022"),
        (date(2022, 2, 1), AGREED, "Delivery was to end by 31 January 2022, all work by 31 March 2022"),
        (date(2022, 4, 1), AGREED, "All work was to end by 31 March 2022"),
    ],
)
def test_what_was_agreed_is_not_told_as_done(day, agreed, words):
    assert state_of(BEGUN, agreed, day) == words
