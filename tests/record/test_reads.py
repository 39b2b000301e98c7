"""Whoever is shown what is kept of people leaves an entry: every page is opened, in roles that see most of them."""

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import Any

import pytest

from tests.forms.sending import browser_of
from tests.house.records import addresses, pages
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person_with
from towpath.records.models import Change
from towpath.training.models import Learner, Support
from towpath.training.services.support import correct_support

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROLES = (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.AUDITOR)
READINGS = [event for event in Event if event.kind in {EventKind.SAW, EventKind.TOOK_OUT}]
TRIES = 3  # records of a kind
NOTE, EARLIER = "The manager asked for a quiet word.", "The manager was away that day."


@pytest.fixture(scope="module")
def made_once(made_once: Any) -> Any:
    """Support is noted in words that were corrected since, so that a history holds the earlier ones."""
    support = Support.objects.filter(pk=made_once.support.pk)
    for note in (EARLIER, NOTE):
        held = support.get()
        correct_support(
            actor=made_once.managers[0], support=held, version=held.version, reason="A slip.", kind=held.kind,
            given_on=held.given_on, hours=held.hours, given_by=held.given_by, note=note,
        )  # fmt: skip
    return made_once


def kept_of_people() -> dict[str, str]:
    """Words by which a page is seen to show something of people, with what they are."""
    found = dict.fromkeys(User.objects.values_list("email", flat=True), "the address of a person")
    found |= dict.fromkeys(Learner.objects.values_list("name", flat=True), "who attended")
    accounts = Change.objects.filter(subject_kind__in=["plans.action", "plans.progressupdate"], field="account")
    found |= dict.fromkeys(accounts.values_list("before", flat=True), "the history of an action")
    return found | {NOTE: "a note of support", EARLIER: "the history of support"}


def shown_unrecorded(role: Role, world: Any, kept: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each page that shows something of people and leaves no entry of it, with what it shows."""
    person = person_with(role, partnership=world.partnership)
    client = browser_of(person)
    for page, pattern in pages():
        for where in islice(addresses(page, pattern, world.partnership), TRIES):
            before = Entry.objects.count()
            page_text = text_of(client.get(where))
            shown = {what for words, what in kept.items() if words and escape(words, quote=False) in page_text}
            recorded = Entry.objects.filter(number__gt=before, event__in=READINGS).exists()
            yield from ((page, what) for what in sorted(shown) if not recorded)


def text_of(answer: Any) -> str:
    """What a page shows, with its quotation marks as they are; nothing of what is no page."""
    if answer.status_code != 200 or answer.streaming:
        return ""
    return answer.content.decode(errors="ignore").replace("&#39;", "'").replace("&#34;", '"')


def test_every_page_that_shows_something_of_people_records_that(made_once: Any) -> None:
    kept = kept_of_people()
    assert set(kept.values()) >= {"the address of a person", "a note of support"}
    found: set[tuple[str, str]] = set()
    for role in ROLES:
        found.update(shown_unrecorded(role, made_once, kept))
    assert sorted(found) == []


def test_the_rule_finds_a_page_that_shows_somebody_and_records_nothing(
    made_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.partners.views.people.record_reading", lambda *told, **more: None)
    found = shown_unrecorded(Role.ADMINISTRATOR, made_once, kept_of_people())
    assert ("person", "the address of a person") in set(found)
