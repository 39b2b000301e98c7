"""A page's form that does not say which version its page showed saves nothing, and says so."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.forms.bodies import FORMS
from tests.forms.sending import browser_of, changes_since, first_look, newest_entry, person_of, send
from tests.forms.test_forms import words_of
from tests.forms.world import make_world
from tests.once import for_a_file
from towpath.ui.fields.versions import UNSEEN, is_unseen
from towpath.ui.guard import TOKEN_FIELD

pytestmark = [pytest.mark.django_db, pytest.mark.once]
VERSIONS = {"version", "plan_version", "saw"}
BY_A_BUTTON = ("Nothing was saved", UNSEEN)


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with for_a_file(django_db_blocker):
        yield make_world()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "leave", [lambda held, name: held.pop(name), lambda held, name: held.update({name: ""})], ids=["left out", "empty"]
)
def test_without_the_version_of_its_page_nothing_is_saved(name: str, leave: Any, made_once: Any) -> None:
    form = FORMS[name]
    client = browser_of(person_of(form, made_once))
    held, typed = first_look(client, form, made_once, form.typed(made_once))
    for version in VERSIONS & set(held):
        if version in typed:
            continue
        sent, before = dict(held), newest_entry()
        leave(sent, version)
        answer = send(client, form, made_once, sent, typed)
        assert changes_since(before) == []
        if answer.status_code == 302:
            page = words_of(client.get(answer["Location"]))
            assert any(said in page for said in BY_A_BUTTON), page
        else:
            assert (answer.status_code, UNSEEN in words_of(answer)) == (422, True), words_of(answer)


def test_a_program_that_sends_no_token_may_leave_the_version_out() -> None:
    assert is_unseen({TOKEN_FIELD: "a-token-of-one-form"})
    assert is_unseen({TOKEN_FIELD: "a-token-of-one-form", "version": ""})
    assert not is_unseen({TOKEN_FIELD: "a-token-of-one-form", "version": "0"})
    assert not is_unseen({})
