"""Stretches of days: which rows have a day in common with others, tried with every way two can lie to each other."""

from datetime import date, timedelta
from itertools import product

import pytest

from towpath.partners.tests.builders import agency_of
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import SitePartner
from towpath.programmes.tests.builders import site_of

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
        found = SitePartner.objects.sharing_a_day(day(asked[0]), last_of(*asked)).values_list("pk", flat=True)
        assert set(found) == {pk for pk, one in rows.items() if days_of(*one) & days_of(*asked)}


def test_who_holds_on_a_day_is_the_same_in_a_query_and_in_loaded_rows():
    site = site_of()
    agency = agency_of(site.programme.partnership)
    for one in STRETCHES:
        SitePartner.objects.create(site=site, agency=agency, started_on=day(one[0]), ended_on=last_of(*one))
    rows = list(SitePartner.objects.all())
    for number in range(14):
        asked = day(number)
        assert set(SitePartner.objects.held_on(asked)) == {row for row in rows if row.is_held_on(asked)}
        assert set(SitePartner.objects.not_over_on(asked)) == {row for row in rows if not row.is_over_on(asked)}
        held = {row for row in rows if number in days_of((row.started_on - START).days, _more(row))}
        assert set(SitePartner.objects.held_on(asked)) == held


@pytest.mark.parametrize(("number", "is_held"), [(-1, False), (0, True), (3, True), (4, False)])
def test_rows_that_name_their_days_otherwise_are_asked_the_same(number, is_held):
    sign_up = signed_up(signed_up_on=START)
    SignUp.objects.filter(pk=sign_up.pk).update(left_on=day(3))
    assert SignUp.objects.held_on(day(number)).exists() is is_held
    assert SignUp.objects.not_over_on(day(number)).exists() is (number < 4)


def _more(row: SitePartner) -> int | None:
    return None if row.ended_on is None else (row.ended_on - row.started_on).days
