"""The demonstration as loaded, on a day when it is two years old."""

from datetime import date, timedelta

import pytest

from tests.once import for_a_file
from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.partnership import NAME
from towpath.foundation import clock
from towpath.partners.models import Partnership

TODAY = date(2026, 11, 23)


@pytest.fixture
def today():
    with clock.at(clock.midnight(TODAY) + timedelta(hours=12)):
        yield TODAY


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for the tests of a file."""
    with for_a_file(django_db_blocker):
        with clock.at(clock.midnight(TODAY) + timedelta(hours=12)):
            load_demonstration()
        yield


@pytest.fixture
def lockwater(loaded, db, today):
    return Partnership.objects.get(name=NAME)
