"""Closing accounts, opening them again, and signing their holders out."""

from django.db import transaction

from towpath.accounts import sessions
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.partners import policies
from towpath.partners.models import Partnership
from towpath.partners.services.proposals import set_address
from towpath.records.holding import require_unchanged
from towpath.records.refusing import refuse


@transaction.atomic
def close_account(*, actor: User | None, person: User) -> User:
    """Close an account: whoever holds it is out at once and cannot sign in. Their posts and history stay."""
    _lock_where_administrator(person)
    policies.may_close_account(actor, person).require()
    if _set_active(person, is_active=False):
        record(actor=actor, event=Event.PERSON_DEACTIVATED, subject=person)
        sessions.end(person)
    return person


@transaction.atomic
def reopen_account(*, actor: User | None, person: User) -> User:
    """Open a closed account again."""
    policies.may_reopen_account(actor, person).require()
    if _set_active(person, is_active=True):
        record(actor=actor, event=Event.PERSON_REACTIVATED, subject=person)
    return person


@transaction.atomic
def sign_out(*, actor: User, person: User) -> User:
    """End every session of somebody, whose laptop was lost perhaps. They may sign in again."""
    policies.may_sign_out(actor, person).require()
    record(actor=actor, event=Event.PERSON_SIGNED_OUT, subject=person, count=sessions.end(person))
    return person


def shown_of(person: User) -> dict[str, str]:
    """What can be corrected of an account."""
    return {"name": person.name, "email": person.email}


@transaction.atomic
def correct_person(*, actor: User, person: User, name: str, email: str, version: str | None = None) -> User:
    """Correct the name of an account; and its address, as long as nobody has signed in with it.

    Raises Refused for an address that another account has, or that was used: changing that is proposed; and
    ChangedMeanwhile.
    """
    policies.may_correct_person(actor, person).require()
    held = User.objects.select_for_update().get(pk=person.pk)
    require_unchanged(held, shown_of(held), version=version)
    refuse(**policies.faults_of_correction(held, name, email))
    if (held.name, held.email) != (name.strip(), email.strip().lower()):
        held.name = name.strip()
        held.save(update_fields=["name"])
        set_address(held, email.strip().lower())
        record(actor=actor, event=Event.PERSON_CORRECTED, subject=held)
    return held


def _set_active(person: User, *, is_active: bool) -> bool:
    """Whether that is a change: a second click makes none."""
    if User.objects.select_for_update().get(pk=person.pk).is_active is is_active:
        return False
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    return True


def _lock_where_administrator(person: User) -> None:
    """Whoever changes who administers a partnership waits for the one before; in one order, or two wait for ever."""
    posts = person.posts.administrators_from(today())
    rows = Partnership.objects.select_for_update(no_key=True).filter(pk__in=posts.values("partnership"))
    list(rows.order_by("pk").only("pk"))
