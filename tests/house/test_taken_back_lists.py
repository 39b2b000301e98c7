"""What was taken back is listed where it stood: to those who work with its kind there, and to nobody else."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.test_taking_back import DAY, RECORDERS, World, client_of
from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.partners.tests.builders import agency_of, person_with
from towpath.plans.services.progress import report_progress
from towpath.plans.tests.builders import action_with, plan_with
from towpath.programmes.tests.builders import post_at
from towpath.records.models import TakenBack
from towpath.records.services import take_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TITLE = "A plan about somebody’s death"


class Looking:
    """One partnership, somebody of each role who works in it, and something of every kind taken back."""

    def __init__(self) -> None:
        world = World()
        self.world, ours = world, world.partnership
        self.people = {
            "administrator": world.administrator,
            "manager": world.manager,
            "coordinator": person_with(Role.COORDINATOR, partnership=ours),
            "educator": post_at(world.site).person,
            "board member": world.reader,
        }
        self.action = action_with(partnership=ours, title="Kept")
        account = report_progress(
            actor=self.people["coordinator"], action=self.action, version=1, rating="green", account="No.", as_of=DAY
        )
        plan = plan_with(partnership=ours, title=TITLE)
        for subject, who in ((account, "coordinator"), (plan, "coordinator")):
            take_back(actor=self.people[who], subject=subject, reason="By mistake.")
        for label in ("training.support", "training.session", "programmes.milestone", "programmes.sitepost"):
            take_back(actor=world.manager, subject=RECORDERS[label](world), reason="By mistake.")
        for label in ("programmes.phase", "programmes.programme", "practices.practicechange"):
            take_back(actor=world.manager, subject=RECORDERS[label](world), reason="By mistake.")
        for label in ("partners.agency", "partners.post"):
            take_back(actor=world.administrator, subject=RECORDERS[label](world), reason="By mistake.")

    def pages(self) -> dict[str, str]:
        world = self.world
        return {
            "people": reverse("people"),
            "agencies": reverse("agencies", args=[world.partnership.pk]),
            "plans": reverse("plans:plans"),
            "action": reverse("plans:action", args=[self.action.pk]),
            "programmes": reverse("programmes:programmes"),
            "programme": reverse("programmes:programme", args=[world.programme.pk]),
            "site": reverse("programmes:site_record", args=[world.site.pk]),
            "practice": reverse("practices:practice", args=[world.sign_up.practice.code]),
            "counts": reverse("practices:counts", args=[world.sign_up.pk]),
        }

    def shown(self, who: str) -> dict[str, set[str]]:
        """By page that opens, the kinds of what it lists as taken back."""
        client: Client = client_of(self.people[who])
        found = {}
        for page, address in self.pages().items():
            answer = client.get(address)
            if answer.status_code == 200:
                text = answer.content.decode()
                listed = {one.kind for one in TakenBack.objects.all() if _link_to(one) in text}
                found |= {page: listed} if listed else {}
        return found


def _link_to(one: TakenBack) -> str:
    return reverse("history", args=[one.kind, one.key])


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Looking]:
    with for_a_file(django_db_blocker):
        yield Looking()


@pytest.fixture
def looking(made_once: Looking) -> Looking:
    return deepcopy(made_once)


OF_TRAINING = {"site": {"training.session"}, "counts": {"training.support"}}
SHOWN = {
    "administrator": {"people": {"partners.post"}, "agencies": {"partners.agency"}},
    "coordinator": {"plans": {"plans.plan"}, "action": {"plans.progressupdate"}},
    "manager": {
        "programmes": {"programmes.programme"},
        "programme": {"programmes.phase", "programmes.milestone"},
        "site": {"training.session", "programmes.sitepost"},
        "practice": {"practices.practicechange"},
        "counts": {"training.support"},
    },
    "educator": OF_TRAINING,
    "board member": {},
}


def test_each_sees_what_they_work_with_and_nobody_what_they_do_not(looking):
    assert {who: looking.shown(who) for who in SHOWN} == SHOWN


def test_nobody_else_is_told_its_title(looking):
    for who in ("administrator", "manager", "educator"):
        client = client_of(looking.people[who])
        assert all(TITLE not in client.get(address).content.decode() for address in looking.pages().values())


def test_what_is_listed_leads_to_its_history(looking):
    for who, pages in SHOWN.items():
        client = client_of(looking.people[who])
        for one in TakenBack.objects.filter(kind__in=set().union(*pages.values())):
            assert client.get(_link_to(one)).status_code == 200


def test_administrator_of_another_partnership_sees_none(looking):
    stranger = person_with(Role.ADMINISTRATOR)
    agency_of(stranger.posts.get().partnership)
    text = client_of(stranger).get(reverse("people")).content.decode()
    assert "taken back" not in text
