"""The demonstration as loaded, once for all the tests of this folder."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.once import for_a_file
from towpath.demonstration.partnership import NAME
from towpath.demonstration.tests.conftest import AT_NOON
from towpath.foundation import clock
from towpath.partners.models import Partnership


@pytest.fixture(scope="package")
def loaded_for_a_folder(django_db_setup, django_db_blocker):
    """What the command said as it was loaded."""
    said = StringIO()
    with for_a_file(django_db_blocker):
        with clock.at(AT_NOON):
            call_command("load_demonstration", stdout=said)
        yield said.getvalue()


@pytest.fixture
def lockwater(loaded_for_a_folder, db, today):
    return Partnership.objects.get(name=NAME)
