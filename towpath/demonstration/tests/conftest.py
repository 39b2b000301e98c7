"""A day when the demonstration is two years old."""

from datetime import date, timedelta

import pytest

from towpath.foundation import clock

TODAY = date(2026, 11, 23)
AT_NOON = clock.midnight(TODAY) + timedelta(hours=12)


@pytest.fixture
def today():
    with clock.at(AT_NOON):
        yield TODAY
