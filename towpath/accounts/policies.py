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


def may_reopen_account(actor: User | None) -> Verdict:
    """Whoever may invite people may open a closed account again."""
    return may_invite_people(actor)
