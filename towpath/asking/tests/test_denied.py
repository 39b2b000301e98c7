"""What a person may no longer do when they send its page: the sentence, what they typed, and nothing saved."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from towpath.asking.pages import STILL_HERE
from towpath.programmes.models import Milestone
from towpath.programmes.services import milestones
from towpath.programmes.tests.builders import manager_of, milestone_of, programme_with

pytestmark = pytest.mark.django_db
NO_MORE = "Only a programme manager may change milestones."


def test_what_a_service_refuses_stands_above_the_form_with_what_was_typed(client, monkeypatch):
    milestone = milestone_of(programme_with(), "by March 2027")
    client.force_login(manager_of(milestone.programme.partnership))

    def too_late(**given):
        raise PermissionDenied(NO_MORE)

    monkeypatch.setattr(milestones, "amend_milestone", too_late)
    sent = {"name": "Typed with care", "deadline_words": "by May 2027", "why": "A slip.", "version": milestone.version}
    answer = client.post(reverse("programmes:amend_milestone", args=[milestone.pk]), sent)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 403
    assert page.find(class_="govuk-error-summary").find("li").get_text(strip=True) == f"{NO_MORE} {STILL_HERE}"
    assert page.find("input", {"name": "name"})["value"] == "Typed with care"
    assert page.title.get_text().startswith("Error: ")
    assert not Milestone.objects.filter(name="Typed with care").exists()
