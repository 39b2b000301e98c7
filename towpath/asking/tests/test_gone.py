"""What is taken back between the opening of a page and its sending: a sentence, never a fault, and no typing lost."""

import pytest
from django.urls import reverse

from towpath.accounts.models import User
from towpath.asking.pages import GONE
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Milestone, Programme, Site
from towpath.programmes.services import milestones
from towpath.programmes.tests.builders import manager_of, milestone_of, post_at, programme_with, site_of
from towpath.records.services import take_back
from towpath.records.set_aside import is_out
from towpath.training.models import Session
from towpath.training.services import sessions
from towpath.training.tests.session_builders import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(client):
    milestone = milestone_of(programme_with(), "by March 2027")
    client.force_login(manager_of(milestone.programme.partnership))
    return milestone


@pytest.fixture
def taken_back_first(monkeypatch, milestone):
    """Somebody takes the milestone back just before the service begins."""
    amend = milestones.amend_milestone
    other = manager_of(milestone.programme.partnership)

    def amend_too_late(**given):
        take_back(actor=other, subject=Milestone.objects.get(pk=milestone.pk), reason="It was another.")
        return amend(**given)

    monkeypatch.setattr(milestones, "amend_milestone", amend_too_late)


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


def test_what_a_record_stood_on_is_gone_where_both_were_taken_back_together():
    programme = programme_with()
    site_of(programme, "Another")
    post = post_at(site_of(programme, "Lockwater"))
    post_at(post.site)
    assert post.pk != post.site_id
    take_back(actor=manager_of(programme.partnership), subject=post.site, reason="It was another.")
    assert is_out(Site.DoesNotExist(), {post.pk})
    assert not is_out(Programme.DoesNotExist(), {post.pk})


@pytest.mark.parametrize("token", ["", "a" * 32])
def test_anything_else_that_is_not_found_is_a_fault_and_is_logged(client, milestone, monkeypatch, caplog, token):
    """As where a service asks for a row that should be there, of a record that stands where the page found it."""

    def hold_another(queryset, pk, *, version):
        return queryset.get(pk=pk + 1)

    monkeypatch.setattr(milestones, "hold", hold_another)
    client.raise_request_exception = False
    sent = {"name": "Typed", "deadline_words": "by May 2027", "why": "A slip.", "version": 1, "form_token": token}
    answer = client.post(reverse("programmes:amend_milestone", args=[milestone.pk]), sent)
    assert answer.status_code == 500
    assert [record.levelname for record in caplog.records if record.name == "towpath.faults"] == ["ERROR"]


@pytest.mark.parametrize(("is_taken_back", "status"), [(True, 404), (False, 500)])
def test_a_button_of_what_was_taken_back_finds_no_page_and_any_other_fault_is_one(
    client, monkeypatch, is_taken_back, status
):
    session = planned(signed_up())
    manager = manager_of(session.site.programme.partnership)
    client.force_login(manager)
    move = sessions.move_session

    def move_too_late(**given):
        if is_taken_back:
            take_back(actor=manager, subject=session, reason="It was another.")
            return move(**given)
        return Session.objects.get(pk=session.pk + 1)

    monkeypatch.setattr(sessions, "move_session", move_too_late)
    client.raise_request_exception = False
    sent = {"state": "cancelled", "version": session.version, "form_token": "a" * 32}
    assert client.post(reverse("training:move_session", args=[session.pk]), sent).status_code == status
