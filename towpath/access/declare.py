"""The declaration every page must make: who may reach it. The middleware refuses what declares nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.urls import get_urlconf, resolve

from towpath.access.grants import Visitor, holds_somewhere
from towpath.access.proofs import Proved
from towpath.access.roles import Permission, Reach

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """Who may reach a page. `any_of` empty means any signed-in person who has proved as much as the page asks.

    Holders of a permission may reach it however far theirs reaches, or with just the `reach` named.
    """

    signed_in: bool = True
    proved: Proved = Proved.ROLE
    any_of: tuple[Permission, ...] = ()
    reach: Reach | None = None

    def lets_in(self, user: Visitor) -> bool:
        """Whether the person holds what it asks for; that they are signed in is asked first."""
        return not self.any_of or any(holds_somewhere(user, one, reach=self.reach) for one in self.any_of)


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def anyone(view: View) -> View:
    """Anyone may reach this page, signed in or not."""
    return _declare(view, Access(signed_in=False, proved=Proved.PASSWORD))


def signed_in(view: View) -> View:
    """Any signed-in person may reach this page; what they find there is for its queries and policies."""
    return _declare(view, Access())


def signing_in(view: View) -> View:
    """A signed-in person may reach this page with a password alone, so as to prove more."""
    return _declare(view, Access(proved=Proved.PASSWORD))


def looking_after_sign_in(view: View) -> View:
    """A signed-in person may reach this page after a second step, so as to set up what their role asks for."""
    return _declare(view, Access(proved=Proved.SECOND_STEP))


def holders_of(*permissions: Permission, reach: Reach | None = None) -> Callable[[View], View]:
    """Only people who hold one of these permissions in some partnership may reach this page."""

    def declare(view: View) -> View:
        return _declare(view, Access(any_of=permissions, reach=reach))

    return declare


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view declared, or None."""
    return getattr(view, "access", None)


def access_at(address: str) -> Access | None:
    """What the page at an address declared, or None."""
    return _access_at(address, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _access_at(address: str, urlconf: str) -> Access | None:
    return access_of(resolve(address, urlconf).func)
