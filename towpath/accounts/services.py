"""Inviting people, which opens their accounts. Each service asks a policy, changes, records, and returns."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from towpath.accounts import policies
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record


@transaction.atomic
def invite_person(
    *, actor: User | None, email: str, name: str, sign_in_at: str, is_demonstration: bool = False
) -> User:
    """Open an account without a password and tell its owner how to sign in by a code sent to that address.

    Somebody who has an account already keeps it, and the name on it; they are sent nothing.
    """
    policies.may_invite_people(actor).require()
    person, is_new = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name.strip(), "is_demonstration": is_demonstration}
    )
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        record(actor=actor, event=Event.PERSON_INVITED, subject=person)
        _send_invitation(actor, person, sign_in_at)
    return person


@transaction.atomic
def invite_again(*, actor: User, person: User, sign_in_at: str) -> None:
    """Send the invitation once more to somebody who has not signed in yet."""
    policies.may_invite_people(actor).require()
    record(actor=actor, event=Event.PERSON_INVITED, subject=person, again=True)
    _send_invitation(actor, person, sign_in_at)


def _send_invitation(actor: User | None, person: User, sign_in_at: str) -> None:
    """Put the invitation in the queue of mail, in the transaction that keeps it."""
    context = {"person": person, "invited_by": actor, "sign_in_at": sign_in_at}
    text = render_to_string("accounts/invitation.txt", context)
    send_mail("You are invited to Towpath", text, settings.DEFAULT_FROM_EMAIL, [person.email])
