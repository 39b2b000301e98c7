"""Who may invite people. `None` as the actor is Towpath's own command line."""

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User


def may_invite_people(actor: User | None) -> Verdict:
    """An administrator of some partnership may invite people, and so may whoever installed Towpath."""
    return allowed_if(
        actor is None or holds(actor, Permission.MANAGE_PEOPLE),
        "Only an administrator of a partnership can invite people.",
    )
