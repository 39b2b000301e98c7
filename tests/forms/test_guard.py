"""Every form that posts is written with `csrf_input`, which holds the token that makes a second click harmless."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from tests.forms.bodies import FORMS
from tests.forms.sending import browser_of, page_of
from tests.forms.world import make_world
from tests.once import for_a_file
from towpath.ui.guard import CSRF_FIELD, TOKEN_FIELD

PACKAGE = Path(__file__).parents[2] / "towpath"
POSTS = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)


def unguarded(text: str) -> list[str]:
    """Forms of a template that post without the hidden fields of every form."""
    return [form for form in POSTS.findall(text) if "csrf_input" not in form]


# Sends once more what it was sent, with the hidden fields that stood in it (towpath/ui/tests/test_outside.py).
SENT_ONCE_MORE = {"outside.html"}


def test_every_form_of_a_template_carries_its_token() -> None:
    templates = list(PACKAGE.rglob("templates/**/*.html"))
    assert sum(len(POSTS.findall(path.read_text())) for path in templates) > 5
    assert {path.name for path in templates if unguarded(path.read_text())} == SENT_ONCE_MORE


def test_no_code_writes_a_form_of_its_own() -> None:
    written = [
        path.name for path in PACKAGE.rglob("*.py") if "tests" not in path.parts and POSTS.search(path.read_text())
    ]
    assert written == []


def test_the_rule_finds_a_form_without_its_token() -> None:
    assert unguarded('<form method="post"><button>Save</button></form>')
    assert not unguarded('<form method="post">{{ csrf_input }}</form>')


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    with for_a_file(django_db_blocker):
        yield make_world()


@pytest.mark.django_db
@pytest.mark.once
def test_every_form_of_a_page_has_both_tokens_and_none_shares_one(made_once: object) -> None:
    browsers = {who: browser_of(getattr(made_once, who)[0]) for who in {form.who for form in FORMS.values()}}
    pages = {page_of(form, made_once): browsers[form.who] for form in FORMS.values()} | {"/sign-in/": Client()}
    for address, browser in pages.items():
        forms = [one for one in html.fromstring(browser.get(address).content.decode()).forms if one.method == "POST"]
        assert forms, address
        tokens = [dict(form.form_values()).get(TOKEN_FIELD, "") for form in forms]
        assert all(CSRF_FIELD in dict(form.form_values()) for form in forms), address
        assert all(tokens), address
        assert len(tokens) == len(set(tokens)), address
