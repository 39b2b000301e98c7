"""A form sent twice is used once, and its second use gets the answer of the first."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts.models import Draft
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.partners.models import Agency, Partnership
from towpath.partners.tests.builders import agency_of, person_with
from towpath.plans.models import ProgressUpdate
from towpath.plans.tests.builders import action_with
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Milestone
from towpath.programmes.tests.builders import manager_of, programme_with
from towpath.records import once
from towpath.records.models import UsedForm
from towpath.records.once import KEPT_FOR, forget_used_forms
from towpath.training.tests.session_builders import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client):
    programme = programme_with()
    client.force_login(manager_of(programme.partnership))
    return programme


def address(programme):
    return reverse("programmes:set_milestone", args=[programme.pk])


def token_on(client, page):
    return re.search(r'name="form_token" value="([^"]+)"', main_of(client.get(page))).group(1)


def main_of(answer):
    return answer.content.decode().partition("<main")[2]


def set_milestone(client, programme, token, name="Every GP knows the route", **more):
    sent = {"name": name, "deadline_words": "by March 2027", "form_token": token} | more
    return client.post(address(programme), sent)


def test_second_click_gets_the_firsts_answer_and_changes_nothing(client, programme):
    token = token_on(client, address(programme))
    first, second = (set_milestone(client, programme, token) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert "Milestone set: Every GP knows the route." in client.get(second["Location"]).content.decode()
    assert Milestone.objects.count() == 1
    assert Entry.objects.filter(event="milestone_set").count() == 1


def test_its_answer_says_once_what_was_done(client, programme):
    token = token_on(client, address(programme))
    client.get(set_milestone(client, programme, token)["Location"])
    page = client.get(set_milestone(client, programme, token)["Location"])
    assert page.content.decode().count("Milestone set: Every GP knows the route.") == 1


def test_form_opened_anew_is_another_form(client, programme):
    for _ in range(2):
        set_milestone(client, programme, token_on(client, address(programme)))
    assert Milestone.objects.count() == 2


def test_every_form_of_a_page_has_a_token_of_its_own(client, programme):
    page = client.get(address(programme)).content.decode()
    tokens = re.findall(r'name="form_token" value="([^"]+)"', page)
    assert len(tokens) == page.count('method="post"') == len(set(tokens)) == 2


def test_refused_form_is_not_used_up(client, programme):
    token = token_on(client, address(programme))
    assert set_milestone(client, programme, token, name="").status_code == 422
    assert set_milestone(client, programme, token).status_code == 302
    assert Milestone.objects.count() == 1


def test_post_without_a_token_works_as_from_a_program(client, programme):
    for _ in range(2):
        assert set_milestone(client, programme, "").status_code == 302
    assert Milestone.objects.count() == 2
    assert not UsedForm.objects.exists()


@pytest.mark.parametrize("token", ["short", "a" * 65, "no token at all!!", "\0" * 20])
def test_what_is_no_token_of_ours_counts_as_none(client, programme, token):
    for _ in range(2):
        assert set_milestone(client, programme, token).status_code == 302
    assert Milestone.objects.count() == 2


def test_token_of_another_person_uses_up_nothing(client, programme):
    token = token_on(client, address(programme))
    set_milestone(client, programme, token)
    client.force_login(person_with(Role.PROGRAMME_MANAGER, partnership=programme.partnership))
    set_milestone(client, programme, token)
    assert Milestone.objects.count() == 2


def test_other_words_sent_with_a_used_form_are_not_saved_and_not_lost(client, programme):
    """As after the browser's back button."""
    token = token_on(client, address(programme))
    set_milestone(client, programme, token)
    answer = set_milestone(client, programme, token, name="Every nurse knows the route")
    page = client.get(answer["Location"])
    assert 'value="Every nurse knows the route"' in page.content.decode()
    assert "This form was saved already" in page.content.decode()
    assert Milestone.objects.count() == 1
    set_milestone(client, programme, token_on(client, address(programme)), name="Every nurse knows the route")
    assert Milestone.objects.count() == 2
    assert not Draft.objects.exists()


def test_form_whose_answer_never_came_is_said_to_be_saved_with_the_way_to_it(client, programme, monkeypatch):
    """As when the process died between the change and the answer."""
    token = token_on(client, address(programme))
    set_milestone(client, programme, token)
    UsedForm.objects.update(answered_with="", messages=[], used_at=now() - timedelta(minutes=1))
    second = set_milestone(client, programme, token)
    assert second.status_code == 409
    assert "This was saved already" in second.content.decode()
    assert Milestone.objects.count() == 1
    way = re.search(r'href="([^"]+)">See what was saved', second.content.decode()).group(1)
    assert client.get(way).status_code == 200


def test_other_words_too_long_to_keep_are_said_not_to_be_saved(client, programme):
    token = token_on(client, address(programme))
    first = set_milestone(client, programme, token)
    client.get(first["Location"])
    second = set_milestone(client, programme, token, name="Every nurse knows the route", padding="x" * 100_001)
    page = client.get(second["Location"]).content.decode()
    assert second["Location"] == first["Location"]
    assert "it was not saved and could not be kept" in page
    assert "Milestone set" not in page
    assert Milestone.objects.count() == 1


def test_another_button_pressed_in_a_used_form_is_said_not_to_be_saved(client):
    sign_up = signed_up()
    client.force_login(manager_of(sign_up.site.programme.partnership))
    session = planned(sign_up, held_on=date(2021, 6, 1))
    where = reverse("training:move_session", args=[session.pk])
    sent = {"version": "1", "form_token": "a-token-of-one-form"}
    client.get(client.post(where, sent | {"state": "cancelled"})["Location"])
    page = client.get(client.post(where, sent | {"state": "held"})["Location"]).content.decode()
    assert "This form was saved already, so it was not saved again." in page
    assert "Session cancelled." not in page
    session.refresh_from_db()
    assert session.state == "cancelled"


def test_other_words_sent_with_a_form_whose_answer_never_came_are_kept(client, programme):
    token = token_on(client, address(programme))
    set_milestone(client, programme, token)
    UsedForm.objects.update(answered_with="", messages=[], used_at=now() - timedelta(minutes=1))
    second = set_milestone(client, programme, token, name="Every nurse knows the route")
    assert second.status_code == 409
    text = main_of(second)
    assert "differs from what was saved" in text
    form = re.search(r'href="([^"]+)">Go back to the form', text).group(1)
    assert 'value="Every nurse knows the route"' in client.get(form).content.decode()


def test_another_file_of_the_same_name_and_length_is_another_form(client):
    action = action_with()
    client.force_login(person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    page = reverse("plans:report_progress", args=[action.pk])
    said = {"rating": "green", "account": "Done.", "as_of_day": "1", "as_of_month": "3", "as_of_year": "2026"}
    said |= {"version": "1", "form_token": token_on(client, page)}
    client.get(client.post(page, said | {"file": SimpleUploadedFile("proof.txt", b"minutes")})["Location"])
    second = client.post(page, said | {"file": SimpleUploadedFile("proof.txt", b"MINUTES")})
    text = client.get(second["Location"]).content.decode()
    assert "it was not saved again" in text
    assert "Files you chose are not kept" in text
    with ProgressUpdate.objects.get().evidence.get().file.open() as kept:
        assert kept.read() == b"minutes"


def test_form_of_a_second_editor_is_not_used_up_by_being_refused(client):
    action = action_with()
    client.force_login(person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    page = reverse("plans:report_progress", args=[action.pk])
    token = token_on(client, page)
    said = {"rating": "green", "account": "Done.", "as_of_day": "1", "as_of_month": "3", "as_of_year": "2026"}
    assert client.post(page, said | {"version": "99", "form_token": token}).status_code == 422
    assert client.post(page, said | {"version": "1", "form_token": token}).status_code == 302
    assert ProgressUpdate.objects.count() == 1


def test_file_sent_twice_is_taken_once(client):
    action = action_with()
    client.force_login(person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    page = reverse("plans:report_progress", args=[action.pk])
    said = {"rating": "green", "account": "Done.", "as_of_day": "1", "as_of_month": "3", "as_of_year": "2026"}
    said |= {"version": "1", "form_token": token_on(client, page)}
    answers = [client.post(page, said | {"file": SimpleUploadedFile("proof.txt", b"minutes")}) for _ in range(2)]
    assert [one["Location"] for one in answers] == [reverse("plans:action", args=[action.pk])] * 2
    assert ProgressUpdate.objects.count() == 1


def test_forms_used_over_a_week_ago_are_forgotten(client, programme):
    set_milestone(client, programme, token_on(client, address(programme)))
    assert forget_used_forms(before=now() - KEPT_FOR) == 0
    UsedForm.objects.update(used_at=now() - once.KEPT_FOR - timedelta(seconds=1))
    assert forget_used_forms(before=now() - KEPT_FOR) == 1
    assert not UsedForm.objects.exists()


def test_change_made_by_nobodys_form_uses_up_none(client, programme):
    agency_of(programme.partnership)
    assert Agency.objects.exists()
    assert Partnership.objects.exists()
    assert not UsedForm.objects.exists()
