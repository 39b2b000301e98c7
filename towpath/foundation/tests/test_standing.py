from datetime import date

import pytest

from towpath.foundation.deadlines import Standing, due_on, read_deadline, standing

BASE = date(2025, 1, 15)


@pytest.mark.parametrize(
    ("text", "base", "day", "due"),
    [
        ("By 2016/17", None, date(2025, 1, 1), date(2017, 3, 31)),
        ("Within 3 months", BASE, date(2025, 1, 20), date(2025, 4, 15)),
        ("Within 3 months", None, date(2025, 1, 20), None),
        ("Within 6 weeks", BASE, date(2025, 1, 20), date(2025, 2, 26)),
        ("Within 10 working days", date(2025, 1, 17), date(2025, 1, 20), date(2025, 1, 31)),
        ("Immediate", BASE, date(2025, 1, 20), BASE),
        ("Immediate", None, date(2025, 1, 20), None),
        ("Monthly", None, date(2025, 2, 3), date(2025, 2, 28)),
        ("Quarterly", None, date(2025, 2, 3), date(2025, 3, 31)),
        ("Every November", None, date(2025, 2, 3), date(2025, 11, 30)),
        ("Every November", None, date(2025, 12, 3), date(2026, 11, 30)),
        ("Annually by 31 March", None, date(2025, 3, 31), date(2025, 3, 31)),
        ("Annually by 31 March", None, date(2025, 4, 1), date(2026, 3, 31)),
        ("Annually from 2016/17", None, date(2015, 1, 1), date(2017, 3, 31)),
        ("Annually from 2016/17", None, date(2018, 6, 1), date(2019, 3, 31)),
        ("Annually from 2015-2020", None, date(2017, 6, 1), date(2017, 12, 31)),
        ("Annually from 2015-2020", None, date(2024, 6, 1), date(2020, 12, 31)),
        ("Every 6 months", BASE, date(2025, 8, 1), date(2026, 1, 15)),
        ("Every 6 months", None, date(2025, 8, 1), None),
        ("Design by 2015/16 delivery annually henceforth", None, date(2016, 1, 1), date(2016, 3, 31)),
        ("Design by 2015/16 delivery annually henceforth", None, date(2016, 4, 1), date(2017, 3, 31)),
        ("30 June 2025 and 31 December 2025", None, date(2026, 2, 1), date(2025, 12, 31)),
        ("Ongoing", BASE, date(2025, 8, 1), None),
        ("2016/17 onwards", BASE, date(2025, 8, 1), None),
        ("Completed March 2024", BASE, date(2025, 8, 1), None),
        ("whenever", BASE, date(2025, 8, 1), None),
    ],
)
def test_the_working_date_follows_from_the_words_and_the_base(text, base, day, due):
    assert due_on(read_deadline(text), base, day) == due


@pytest.mark.parametrize(
    ("text", "base", "is_done", "expected"),
    [
        ("By March 2025", None, False, Standing.OVERDUE),
        ("By March 2025", None, True, Standing.DONE),
        ("1 April 2025", None, False, Standing.DUE_SOON),
        ("1 May 2025", None, False, Standing.DUE_SOON),
        ("2 May 2025", None, False, Standing.ON_TIME),
        ("Within 2 months", BASE, False, Standing.OVERDUE),
        ("Within 3 months", BASE, False, Standing.DUE_SOON),
        ("Within 6 months", BASE, False, Standing.ON_TIME),
        ("Within 2 months", None, False, Standing.NO_BASE_DATE),
        ("Every 6 months", None, False, Standing.NO_BASE_DATE),
        ("Annually from 2015-2020", None, False, Standing.OVERDUE),
        ("Annually from 2016/17", None, False, Standing.ON_TIME),
        ("Ongoing", None, False, Standing.NO_END),
        ("2016/17 onwards", None, False, Standing.NO_END),
        ("TBC", None, False, Standing.NO_DEADLINE),
        ("", None, False, Standing.NO_DEADLINE),
        ("N/A", None, False, Standing.NO_DEADLINE),
        ("some day", None, False, Standing.NOT_UNDERSTOOD),
        ("Completed", None, False, Standing.DONE),
    ],
)
def test_where_an_action_stands_on_1_april_2025(text, base, is_done, expected):
    assert standing(read_deadline(text), base, date(2025, 4, 1), is_done) is expected


def test_a_partnership_chooses_how_soon_is_soon():
    deadline, day = read_deadline("1 May 2025"), date(2025, 4, 1)
    assert standing(deadline, None, day, is_done=False, soon_days=7) is Standing.ON_TIME
    assert standing(deadline, None, day, is_done=False, soon_days=30) is Standing.DUE_SOON
