"""Reminders go to the people who lead what is due, once each, and say nothing that a lock screen may not show."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.tests.mail_servers import RefusesFirst
from towpath.foundation.clock import at, now
from towpath.jobs.tests.running import run_jobs, run_jobs_that_were_put_off
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.services import reminders
from towpath.plans.services.reminders import send_reminders
from towpath.plans.tests.builders import action_draft, agency_named, plan_with

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def lead_of(name: str, *deadlines: str) -> User:
    """Somebody who leads an agency with one action for each deadline."""
    partnership = partnership_named()
    plan_with(
        *(action_draft(f"Action {words}", deadline=words, leads=[name]) for words in deadlines), partnership=partnership
    )
    return person_with(Role.AGENCY_LEAD, agency=agency_named(name, partnership))


def test_one_mail_holds_all_that_is_due_soon_or_overdue() -> None:
    lead = lead_of("Housing", "1 November 2026", "1 December 2026", "1 June 2027", "Ongoing", "Within 3 months")
    assert send_reminders(DAY) == 1
    letter = mail.outbox[0]
    assert letter.to == [lead.email]
    assert letter.subject == "2 actions to report on"
    assert "was due on 1 November 2026" in letter.body
    assert "is due by 1 December 2026" in letter.body
    assert "June" not in letter.body


def test_the_mail_quotes_no_action_and_names_no_plan() -> None:
    lead_of("Housing", "1 December 2026")
    send_reminders(DAY)
    letter = mail.outbox[0].subject + mail.outbox[0].body
    for words in ("Action 1 December", "Delivery plan", "abuse", "Housing"):
        assert words not in letter


def test_nobody_is_reminded_twice_of_the_same_until_it_is_overdue() -> None:
    lead_of("Housing", "1 December 2026")
    assert [send_reminders(DAY), send_reminders(DAY)] == [1, 0]
    assert send_reminders(date(2026, 12, 2)) == 1
    assert send_reminders(date(2026, 12, 3)) == 0


def test_a_closed_account_gets_no_mail() -> None:
    lead = lead_of("Housing", "1 December 2026")
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert send_reminders(DAY) == 0


def test_an_agency_of_the_same_name_elsewhere_is_not_reminded() -> None:
    lead_of("Housing", "1 December 2026")
    other = person_with(Role.AGENCY_LEAD, agency=agency_named("Housing", partnership_named()))
    send_reminders(DAY)
    assert other.email not in [address for letter in mail.outbox for address in letter.to]


def test_a_mail_that_fails_keeps_nobody_elses_from_going_and_is_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
    settings.TOWPATH_MAIL_BACKEND = "towpath.accounts.tests.mail_servers.RefusesFirst"
    RefusesFirst.refused.clear()
    first, second = lead_of("Housing", "1 December 2026"), lead_of("Probation", "1 December 2026")
    assert send_reminders(DAY) == 2
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [[second.email]]
    with at(now() + timedelta(minutes=1)):
        run_jobs_that_were_put_off()
    assert [letter.to for letter in mail.outbox] == [[second.email], [first.email]]


def test_a_round_that_ends_before_the_mail_is_kept_reminds_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_of("Housing", "1 December 2026")
    with monkeypatch.context() as broken:
        broken.setattr(reminders, "record", _fail)
        with pytest.raises(RuntimeError):
            send_reminders(DAY)
    assert send_reminders(DAY) == 1


def _fail(**about: Any) -> None:
    raise RuntimeError
