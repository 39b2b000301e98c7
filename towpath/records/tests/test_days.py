"""Stretches of days: which rows have a day in common with others, tried with every way two can lie to each other."""

from datetime import date, timedelta
from itertools import product

import pytest

from towpath.partners.tests.builders import agency_of
from towpath.programmes.models import SitePartner
from towpath.programmes.tests.builders import site_of
from towpath.records.days import shares_a_day

pytestmark = pytest.mark.django_db
START = date(2021, 1, 1)
STRETCHES = list(product(range(6), (None, 0, 1, 2, 5)))  # the first day, and how many more there are; None goes on


def day(number: int) -> date:
    return START + timedelta(days=number)


def days_of(first: int, more: int | None) -> set[int]:
    return set(range(first, 20 if more is None else first + more + 1))


def last_of(first: int, more: int | None) -> date | None:
    return None if more is None else day(first + more)


def test_two_share_a_day_exactly_when_some_day_is_in_both():
    site = site_of()
    agency = agency_of(site.programme.partnership)
    rows = {
        SitePartner.objects.create(site=site, agency=agency, started_on=day(one[0]), ended_on=last_of(*one)).pk: one
        for one in STRETCHES
    }
    for asked in STRETCHES:
        found = SitePartner.objects.filter(shares_a_day(day(asked[0]), last_of(*asked))).values_list("pk", flat=True)
        assert set(found) == {pk for pk, one in rows.items() if days_of(*one) & days_of(*asked)}
