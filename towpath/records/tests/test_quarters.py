"""Rows of a quarter: asked by it, and refused by the table outside the four."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from towpath.foundation.periods import FinancialYear, Quarter
from towpath.programmes.models import Measure, Site, Target
from towpath.programmes.tests.builders import site_of
from towpath.records.quarters import columns_of

pytestmark = pytest.mark.django_db
QUARTERS = [Quarter(FinancialYear(year), number) for year, number in product((2024, 2025), range(1, 5))]


def targets_at(site: Site) -> list[Target]:
    return [Target(site=site, measure=Measure.SESSIONS, number=1, **columns_of(quarter)) for quarter in QUARTERS]


def test_each_row_is_found_by_its_own_quarter_and_no_other():
    Target.objects.bulk_create(targets_at(site_of()))
    for quarter in QUARTERS:
        assert [one.quarter for one in Target.objects.of(quarter)] == [quarter]


def test_rows_are_found_through_what_they_belong_to():
    site = site_of()
    other = site_of(site.programme)
    Target.objects.bulk_create(targets_at(site)[:1])
    assert list(Site.objects.filter(**columns_of(QUARTERS[0], through="targets__"))) == [site]
    assert site.targets.of(QUARTERS[0]).exists()
    assert not other.targets.of(QUARTERS[0]).exists()


@pytest.mark.parametrize("number", [0, 5])
def test_the_table_refuses_a_fifth_quarter(number):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(
            site=site_of(), measure=Measure.SESSIONS, number=1, financial_year=2024, quarter_number=number
        )
