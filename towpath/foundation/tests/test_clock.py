from datetime import UTC, date, datetime

import time_machine

from towpath.foundation import clock


@time_machine.travel(datetime(2025, 7, 31, 23, 30, tzinfo=UTC), tick=False)
def test_summer_evening_in_utc_is_already_tomorrow_in_london():
    assert clock.today() == date(2025, 8, 1)


@time_machine.travel(datetime(2025, 1, 31, 23, 30, tzinfo=UTC), tick=False)
def test_winter_evening_is_the_same_day_in_both():
    assert clock.today() == date(2025, 1, 31)


@time_machine.travel(datetime(2025, 7, 31, 12, tzinfo=UTC), tick=False)
def test_now_says_its_time_zone():
    assert clock.now().isoformat() == "2025-07-31T13:00:00+01:00"


def test_a_told_moment_lasts_as_long_as_its_block():
    told = clock.midnight(date(2020, 2, 29))
    with clock.at(told):
        assert clock.now() == told
        assert clock.today() == date(2020, 2, 29)
    assert clock.now() > told
