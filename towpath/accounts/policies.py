"""Who may open and close the accounts of people. `None` as the actor is Towpath's own command line."""

from towpath.access.grants import grants_of, holds, partnerships_where
from towpath.access.roles import Permission
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User


def may_invite_people(actor: User | None) -> Verdict:
    """An administrator of some partnership may invite people, and so may whoever installed Towpath."""
    return allowed_if(
        actor is None or holds(actor, Permission.MANAGE_PEOPLE),
        "Only an administrator of a partnership can invite people.",
    )


def may_close_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a person holds a post may close their account, never their own."""
    if actor is None:
        return ALLOWED
    if actor.pk == person.pk:
        return Verdict(False, "You cannot close your own account: ask another administrator.")
    administered = partnerships_where(actor, Permission.MANAGE_PEOPLE)
    if not administered:
        return Verdict(False, "Only an administrator of a partnership can close accounts.")
    return allowed_if(
        {grant.partnership_id for grant in grants_of(person)} <= administered,
        "This person also holds a post in a partnership you do not administer: end their posts in yours instead.",
    )


def may_reopen_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a closed account would have rights again may open it."""
    verdict = may_invite_people(actor)
    if actor is None or not verdict:
        return verdict
    return allowed_if(
        _partnerships_once_open(person) <= partnerships_where(actor, Permission.MANAGE_PEOPLE),
        "This person also holds a post in a partnership you do not administer: ask its administrator to open the "
        "account.",
    )


def _partnerships_once_open(person: User) -> set[int]:
    """Where the person holds a post today, which counts for nothing while the account is closed."""
    opened = User(pk=person.pk, is_active=True)
    return {grant.partnership_id for grant in grants_of(opened)}
