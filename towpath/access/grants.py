"""What a person holds: the one question every policy and every query of visible rows asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from towpath.access.roles import MAY, Permission, Role


@dataclass(frozen=True)
class Grant:
    """One role held today in one partnership, on behalf of one agency where the role needs it."""

    role: Role
    partnership_id: int
    agency_id: int | None = None

    def allows(self, permission: Permission) -> bool:
        return permission in MAY[self.role]


def grants_of(user: Any) -> tuple[Grant, ...]:
    """The roles this person holds today; none when signed out. Asked of the database once per request."""
    if not user.is_authenticated:
        return ()
    if not hasattr(user, "_grants"):
        user._grants = tuple(import_string(settings.TOWPATH_GRANTS)(user))
    return user._grants  # type: ignore[no-any-return]


def holds(user: Any, permission: Permission, *, partnership_id: int | None = None) -> bool:
    """Does this person hold the permission, in the partnership where one is named, else in any?"""
    return any(grant.allows(permission) and partnership_id in (None, grant.partnership_id) for grant in grants_of(user))


def holds_for_agency(user: Any, permission: Permission, *, partnership_id: int, agency_ids: Iterable[int]) -> bool:
    """Does this person hold the permission in the partnership on behalf of one of these agencies?"""
    wanted = set(agency_ids)
    return any(
        grant.allows(permission) and grant.partnership_id == partnership_id and grant.agency_id in wanted
        for grant in grants_of(user)
    )


def partnerships_where(user: Any, permission: Permission) -> set[int]:
    """The partnerships in which this person holds the permission."""
    return {grant.partnership_id for grant in grants_of(user) if grant.allows(permission)}


def agencies_where(user: Any, permission: Permission) -> set[tuple[int, int]]:
    """Pairs (partnership, agency) on whose behalf this person holds the permission."""
    return {
        (grant.partnership_id, grant.agency_id)
        for grant in grants_of(user)
        if grant.agency_id is not None and grant.allows(permission)
    }


def people_of(partnerships: set[int]) -> Any:
    """The keys, as text, of everybody who holds or has held a post in these partnerships: a query or a list."""
    return import_string(settings.TOWPATH_PEOPLE)(partnerships)
