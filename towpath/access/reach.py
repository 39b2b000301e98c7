"""How far a permission reaches: the same rule as a query of rows and as a question about one of them.

A model says in `reach` how its rows lead to what they belong to, and rooms say who is where:

    class Site(models.Model):
        reach = Paths("programme__partnership", agency=("programme__funder", "programme__commissioner"), site="pk")

    Site.objects.filter(within(user, Permission.VIEW_PROGRAMMES, Site.reach))
    reaches(user, Permission.RECORD_TRAINING, site)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Q

from towpath.access.grants import Grant, Visitor, grants_of
from towpath.access.roles import Permission, Reach
from towpath.foundation.registry import Registry

# From a row to the key of what it belongs to: a lookup, several of which one is enough, or, where a row has many, a
# function from the keys to the condition that it has one of them.
Path: TypeAlias = str | tuple[str, ...] | Callable[[Iterable[int]], Q]
# The keys of the places of one kind where a person is, in these partnerships: a query or a set.
Keys: TypeAlias = Callable[[Any, set[int]], Iterable[int]]


@dataclass(frozen=True)
class Paths:
    """How a row leads to its partnership, and to the agencies, sites and practices through which people reach it.

    Whatever it is reached by, it is of the partnership in which the role is held. A way that is not named leads nobody.
    """

    partnership: str
    agency: Path = ()
    site: Path = ()
    practice: Path = ()

    def by(self, reach: Reach) -> Path:
        return getattr(self, reach.value)  # type: ignore[no-any-return]


WHERE: Registry[Reach, Keys] = Registry("way of saying who is where")


def within(user: Visitor, permission: Permission, paths: Paths, *, only: Reach | None = None) -> Q:
    """The rows that the permission lets this person reach, or those reached in just this way (`only`)."""
    found = Q(pk__in=[])
    for reach, grants in _by_reach(user, permission):
        if only in (None, reach) and paths.by(reach):
            found |= _within(user, reach, grants, paths)
    return found


def reaches(user: Visitor, permission: Permission, row: Any) -> bool:
    """Does the permission let this person reach the row? Asks no query of a row whose relations are at hand."""
    paths: Paths = row.reach
    partnership = key_at(row, paths.partnership)
    for reach, grants in _by_reach(user, permission):
        if partnership in {grant.partnership_id for grant in grants} and _is_reached(user, row, reach, grants):
            return True
    return False


def _by_reach(user: Visitor, permission: Permission) -> Iterator[tuple[Reach, list[Grant]]]:
    """This person's grants of the permission by how far they reach, the widest first."""
    for reach in Reach:
        if grants := [one for one in grants_of(user) if one.reach_of(permission) is reach]:
            yield reach, grants


def _within(user: Visitor, reach: Reach, grants: list[Grant], paths: Paths) -> Q:
    in_partnership = _leads_to(paths.partnership, {grant.partnership_id for grant in grants})
    if reach is Reach.PARTNERSHIP:
        return in_partnership
    return in_partnership & _leads_to(paths.by(reach), _keys(user, reach, grants))


def _keys(user: Visitor, reach: Reach, grants: list[Grant]) -> Iterable[int]:
    if reach is Reach.AGENCY:
        return {grant.agency_id for grant in grants if grant.agency_id is not None}
    return WHERE[reach](user, {grant.partnership_id for grant in grants})


def _leads_to(path: Path, keys: Iterable[int]) -> Q:
    if callable(path):
        return path(keys)
    found = Q()
    for lookup in _lookups(path):
        found |= Q(**{f"{lookup}__in": keys})
    return found


def _is_reached(user: Visitor, row: Any, reach: Reach, grants: list[Grant]) -> bool:
    """Is a row of these grants' partnerships reached in this way?"""
    if reach is Reach.PARTNERSHIP:
        return True
    path = row.reach.by(reach)
    if callable(path):
        return bool(type(row)._base_manager.filter(_within(user, reach, grants, row.reach), pk=row.pk).exists())
    keys = _remembered_keys(user, reach, grants) if path else frozenset()
    return any(key_at(row, lookup) in keys for lookup in _lookups(path))


def _remembered_keys(user: Visitor, reach: Reach, grants: list[Grant]) -> frozenset[int]:
    """Asked of the database once, as long as the person's grants are remembered: lists ask it of each row."""
    if not user.is_authenticated:
        return frozenset()
    kept: dict[Any, frozenset[int]]
    asked, kept = getattr(user, "_reached", (None, {}))  # a lazy user, as requests have, keeps nothing of its own
    if asked is not grants_of(user):
        kept = {}
        user._reached = (grants_of(user), kept)
    key = (reach, tuple(grants))
    if key not in kept:
        kept[key] = frozenset(_keys(user, reach, grants))
    return kept[key]


def _lookups(path: str | tuple[str, ...]) -> tuple[str, ...]:
    return (path,) if isinstance(path, str) else path


def key_at(row: Any, lookup: str) -> Any:
    """The key a lookup leads to from a row, without a query where what lies between is at hand."""
    *between, last = lookup.split("__")
    for name in between:
        row = getattr(row, name)
    return row.pk if last == "pk" else getattr(row, f"{last}_id")
