"""Opening and closing accounts. Each service asks a policy, changes, records, and returns."""

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


@transaction.atomic
def deactivate_person(*, actor: User | None, person: User) -> User:
    """Close an account: whoever holds it is out at once and cannot sign in. Their posts and history stay."""
    policies.may_close_account(actor, person).require()
    if not User.objects.select_for_update().get(pk=person.pk).is_active:
        return person
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(actor=actor, event=Event.PERSON_DEACTIVATED, subject=person)
    return person


@transaction.atomic
def reactivate_person(*, actor: User | None, person: User) -> User:
    """Open a closed account again."""
    policies.may_reopen_account(actor, person).require()
    if User.objects.select_for_update().get(pk=person.pk).is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor=actor, event=Event.PERSON_REACTIVATED, subject=person)
    return person


def _send_invitation(actor: User | None, person: User, sign_in_at: str) -> None:
    """Put the invitation in the queue of mail, in the transaction that keeps it."""
    told = {"person": person, "invited_by": actor, "sign_in_at": sign_in_at}
    text = render_to_string("accounts/invitation.txt", told)
    send_mail("You are invited to Towpath", text, settings.DEFAULT_FROM_EMAIL, [person.email])
