"""Whatever a form changes of a watched row stands in an entry, so that verifying raises no alarm about honest work."""

from typing import Any

import pytest

from tests.forms.bodies import FORMS
from tests.forms.sending import browser_of, first_look, person_of, send
from towpath.audit.chain import verify
from towpath.audit.digests import changed_behind
from towpath.programmes.models import SitePost

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", FORMS)
def test_no_form_changes_a_watched_row_without_an_entry(name: str, made_once: Any) -> None:
    form = FORMS[name]
    client = browser_of(person_of(form, made_once))
    looked = first_look(client, form, made_once, form.typed(made_once))
    assert send(client, form, made_once, *looked).status_code == 302
    assert changed_behind() == []
    assert verify()


def test_the_rule_finds_a_change_without_an_entry(made_once: Any) -> None:
    post = made_once.post_at_site
    SitePost.objects.filter(pk=post.pk).update(name="Somebody else")
    assert [sentence.partition(" was ")[0] for sentence in changed_behind()] == [f"Site post {post.pk}"]
