"""The demonstration as loaded, on a day when it is two years old."""

from datetime import date, timedelta

import pytest

from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.partnership import NAME
from towpath.foundation import clock
from towpath.partners.models import Partnership

TODAY = date(2026, 11, 23)


@pytest.fixture
def today():
    with clock.at(clock.midnight(TODAY) + timedelta(hours=12)):
        yield TODAY


@pytest.fixture
def lockwater(db, today):
    load_demonstration()
    return Partnership.objects.get(name=NAME)
