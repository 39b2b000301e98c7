"""Inviting people, which opens their accounts, and ending sessions. Each service asks a policy, changes, records."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.template.loader import render_to_string

from towpath.access.proofs import asks_for_factor
from towpath.accounts import outgoing, policies, sessions
from towpath.accounts.factors import has_factor
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now, today

WITHOUT_FACTOR = timedelta(days=14)


@transaction.atomic
def invite_person(
    *, actor: User | None, email: str, name: str, sign_in_at: str, is_demonstration: bool = False
) -> User:
    """Open an account without a password and tell its owner how to sign in by a code sent to that address.

    Somebody who has an account already keeps it, and the name on it; they are sent nothing.
    """
    policies.may_invite_people(actor).require()
    first = {"name": name.strip(), "is_demonstration": is_demonstration, "password": make_password(None)}
    first |= {"invited_at": now()}
    person, is_new = User.objects.get_or_create(email=email.strip().lower(), defaults=first)
    if is_new:
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
        record(actor=actor, event=Event.PERSON_INVITED, subject=person)
        _send_invitation(actor, person, sign_in_at)
    return person


@transaction.atomic
def invite_again(*, actor: User, person: User, sign_in_at: str) -> None:
    """Send the invitation once more to somebody who has not signed in yet."""
    policies.may_invite_people(actor).require()
    person.invited_at = now()
    person.save(update_fields=["invited_at"])
    record(actor=actor, event=Event.PERSON_INVITED, subject=person, again=True)
    _send_invitation(actor, person, sign_in_at)


@transaction.atomic
def end_sessions(*, person: User, keep: str | None = None, only: int | None = None) -> int:
    """A person signs out everywhere but in the session with the key `keep`, or in one place alone.

    Returns how many sessions that ended.
    """
    count = sessions.end(person, keep, only)
    if count:
        record(actor=person, event=Event.SESSIONS_ENDED, subject=person, count=count)
    return count


@transaction.atomic
def ask_for_factor(*, person: User) -> None:
    """Note by when somebody whose role asks for it must have an app or a passkey: 14 days after the first sign-in.

    Whoever takes theirs away later has no such days again.
    """
    is_asked = settings.REQUIRE_SECOND_FACTOR and person.factor_due_on is None and asks_for_factor(person)
    if is_asked and not has_factor(person):
        person.factor_due_on = today() + WITHOUT_FACTOR
        person.save(update_fields=["factor_due_on"])
        record(actor=None, event=Event.FACTOR_ASKED, subject=person, until=person.factor_due_on.isoformat())


@transaction.atomic
def note_asking(event: Event, person: User | None) -> None:
    """Record that a code or a link was asked for. Where nobody is to get it, do as much as if a mail went out.

    How long the answer takes thus tells nobody whether there is such an account.
    """
    record(actor=None, event=event, subject=person)
    if person is None:
        text = render_to_string("account/email/login_code_message.txt", {"code": ""})
        outgoing.post(EmailMessage("To nobody", text, settings.DEFAULT_FROM_EMAIL, []))


def _send_invitation(actor: User | None, person: User, sign_in_at: str) -> None:
    """Put the invitation in the queue of mail, in the transaction that keeps it."""
    context = {"person": person, "invited_by": actor, "sign_in_at": sign_in_at}
    text = render_to_string("accounts/invitation.txt", context)
    send_mail("You are invited to Towpath", text, settings.DEFAULT_FROM_EMAIL, [person.email])
