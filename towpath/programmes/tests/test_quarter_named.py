"""What is typed about a quarter is saved for that quarter, though the next began while the page was open."""

import pytest
from django.test import Client

from towpath.accounts.drafts import keep_draft
from towpath.programmes.models import Target
from towpath.programmes.tests.builders import manager_of, programme_with, site_of
from towpath.programmes.tests.test_forms import signed_in

pytestmark = pytest.mark.django_db
LAST_DAY, NEXT_DAY = "2022-03-31 22:50Z", "2022-03-31 23:10Z"


@pytest.fixture
def site():
    return site_of(programme_with(name="IRIS"))


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@pytest.fixture
def client(manager) -> Client:
    return signed_in(manager)


def opened(client: Client, address: str) -> str:
    """The address at which the page stands in the browser."""
    answer = client.get(address, follow=True)
    return answer.redirect_chain[-1][0] if answer.redirect_chain else address


def test_targets_are_saved_for_the_quarter_their_page_showed(client, site, time_machine):
    time_machine.move_to(LAST_DAY, tick=False)
    page = opened(client, f"/sites/{site.pk}/targets/")
    assert "Targets of 2021/22 Q4" in client.get(page).content.decode()
    time_machine.move_to(NEXT_DAY, tick=False)
    answer = client.post(page, {"sessions": "4"}, follow=True)
    assert "Targets of 2021/22 Q4 saved" in answer.content.decode(), answer.redirect_chain
    assert Target.objects.get().quarter.slug == "2021-22-q4"


@pytest.mark.parametrize("name", ["targets", "core-elements/check"])
def test_every_page_about_a_quarter_names_it_in_its_address(client, site, time_machine, name):
    time_machine.move_to(LAST_DAY, tick=False)
    assert opened(client, f"/sites/{site.pk}/{name}/") == f"/sites/{site.pk}/{name}/?quarter=2021-22-q4"


def test_typing_is_given_back_on_the_page_of_its_quarter_alone(client, manager, site, time_machine):
    time_machine.move_to(LAST_DAY, tick=False)
    keep_draft(user=manager, path=opened(client, f"/sites/{site.pk}/targets/"), typed={"sessions": ["4"]})
    time_machine.move_to(NEXT_DAY, tick=False)
    assert "You typed this" not in client.get(opened(client, f"/sites/{site.pk}/targets/")).content.decode()
