"""What a person holds: the one question every policy and every query of visible rows asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.utils.module_loading import import_string

from towpath.access.roles import MAY, Permission, Reach, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from towpath.accounts.models import User

Visitor: TypeAlias = "User | AnonymousUser"  # whoever asks for a page, signed in or not


@dataclass(frozen=True)
class Grant:
    """One role held today in one partnership, on behalf of one agency where the role needs it."""

    role: Role
    partnership_id: int
    agency_id: int | None = None
    needs_factor: bool = False  # whether its partnership asks holders of the role for an app or a passkey

    def reach_of(self, permission: Permission) -> Reach | None:
        """How far the permission reaches, None where the role does not have it."""
        return MAY[self.role].get(permission)


def grants_of(user: Visitor) -> tuple[Grant, ...]:
    """The roles this person holds today; none when signed out. Asked of the database once per request."""
    if not user.is_authenticated:
        return ()
    if not hasattr(user, "_grants"):
        user._grants = tuple(import_string(settings.TOWPATH_GRANTS)(user))
    return user._grants


def holds(user: Visitor, permission: Permission, *, partnership_id: int | None = None) -> bool:
    """Does this person hold the permission for everything of the partnership named, or of any where none is?"""
    return any(
        grant.reach_of(permission) is Reach.PARTNERSHIP and partnership_id in (None, grant.partnership_id)
        for grant in grants_of(user)
    )


def holds_somewhere(
    user: Visitor, permission: Permission, *, reach: Reach | None = None, partnership_id: int | None = None
) -> bool:
    """Does this person hold the permission at all, or with just this reach? Their rows are for queries to find."""
    return any(
        found is not None and reach in (None, found) and partnership_id in (None, grant.partnership_id)
        for grant in grants_of(user)
        for found in [grant.reach_of(permission)]
    )


def partnerships_where(user: Visitor, permission: Permission) -> set[int]:
    """The partnerships for everything of which this person holds the permission."""
    return {grant.partnership_id for grant in grants_of(user) if grant.reach_of(permission) is Reach.PARTNERSHIP}


def held_then(partnerships: set[int], key: str, moment: str) -> Any:
    """Whether whoever's key one column holds had a post in these partnerships at the moment in another: a condition."""
    return import_string(settings.TOWPATH_HELD_THEN)(partnerships, key, moment)


def people_of(partnerships: set[int]) -> Any:
    """The keys, as text, of everybody who holds or has held a post in these partnerships: a query or a list."""
    return import_string(settings.TOWPATH_PEOPLE)(partnerships)
