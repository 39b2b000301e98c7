"""What is taken back between the opening of a page and its sending: a sentence, never a fault, and no typing lost."""

import pytest
from django.urls import reverse

from towpath.accounts.models import User
from towpath.asking.pages import GONE
from towpath.programmes.models import Milestone
from towpath.programmes.services import milestones
from towpath.programmes.tests.builders import manager_of, milestone_of, programme_with
from towpath.records.services import take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(client):
    milestone = milestone_of(programme_with(), "by March 2027")
    client.force_login(manager_of(milestone.programme.partnership))
    return milestone


@pytest.fixture
def taken_back_first(monkeypatch, milestone):
    """Somebody takes the milestone back just before the service holds it."""
    hold = milestones.hold
    other = manager_of(milestone.programme.partnership)

    def hold_too_late(queryset, pk, *, version):
        take_back(actor=other, subject=Milestone.objects.get(pk=pk), reason="It was another.")
        return hold(queryset, pk, version=version)

    monkeypatch.setattr(milestones, "hold", hold_too_late)


@pytest.mark.usefixtures("taken_back_first")
def test_amending_what_was_taken_back_meanwhile_says_so_and_keeps_the_typing(client, milestone):
    sent = {"name": "Typed with care", "deadline_words": "by May 2027", "why": "A slip.", "version": milestone.version}
    answer = client.post(reverse("programmes:amend_milestone", args=[milestone.pk]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert GONE in page
    assert "Typed with care" in page
    assert not Milestone.objects.filter(name="Typed with care").exists()


def test_a_page_of_what_was_taken_back_is_not_found(client, milestone):
    take_back(actor=User.objects.get(), subject=milestone, reason="It was another.")
    assert client.get(reverse("programmes:amend_milestone", args=[milestone.pk])).status_code == 404
