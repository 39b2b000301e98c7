"""What a page made is freed once it is answered, not when the collector comes by: some other page waits for it then.

A count of sites that held its sites, which held it, kept the thousands of rows of each board until then.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BaseFormSet, Field, Widget
from django.test import Client

from tests.forms.sending import browser_of
from tests.house.circles import circles, left_in_circles
from tests.house.records import address, pages
from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.people import CHARACTERS
from towpath.jobs.tests.running import run_jobs
from towpath.partners.models import Partnership

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROLES = (Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR)
# A form and its boxes, and a row and those fetched with it, hold each other as Django builds them.
DJANGOS = (BaseForm, BaseFormSet, Field, Widget, Model, QuerySet)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_file(django_db_blocker):
        load_demonstration()
        run_jobs()
        yield


def ours_in_circles(client: Client, where: str) -> set[str]:
    """The kinds of our objects that hold each other after a page was answered."""
    found = left_in_circles(lambda: client.get(where))
    ours = [one for circle in found for one in circle if type(one).__module__.startswith("towpath")]
    return {type(one).__qualname__ for one in ours if not isinstance(one, DJANGOS)}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_leaves_nothing_of_ours_for_the_collector(loaded: None, role: Role) -> None:
    person = User.objects.get(email=next(one.email for one in CHARACTERS if one.role is role))
    client, partnership = browser_of(person), Partnership.objects.get(is_demonstration=True)
    found = {}
    for page, pattern in pages():
        if where := address(page, pattern, partnership):
            answer = client.get(where)  # what is kept for good is made the first time
            if answer.status_code == 200 and (kinds := ours_in_circles(client, where)):
                found[page] = kinds
    assert found == {}


class Holder:
    held: Any = None


def test_the_rule_finds_two_that_hold_each_other_and_not_what_they_hold() -> None:
    def work() -> None:
        one, other, leaf = Holder(), Holder(), Holder()
        one.held, other.held, other.leaf = other, one, leaf  # type: ignore[attr-defined]

    (found,) = left_in_circles(work)
    assert [type(one) for one in found if not isinstance(one, dict)] == [Holder, Holder]
    assert list(circles([Holder(), Holder()])) == []
