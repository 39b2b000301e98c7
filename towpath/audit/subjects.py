"""What the subjects of entries are called, and where they can be seen."""

from django.apps import apps

from towpath.access.declare import access_at
from towpath.access.grants import Visitor, holds
from towpath.ui import record_pages


def address_of(kind: str, key: str, user: Visitor, partnership_key: str = "") -> str:
    """Where the record can be seen; "" where no page is known or this person may not open it.

    They may where they hold, for everything of the partnership named or else of any, what its page asks for.
    """
    address = record_pages.address_of(kind, key)
    access = access_at(address) if address else None
    if access is None:
        return ""
    within = int(partnership_key) if partnership_key else None
    is_open = not access.any_of or any(holds(user, one, partnership_id=within) for one in access.any_of)
    return address if is_open else ""


def noun_of(kind: str) -> str:
    """What this kind of record is called, such as "partnership"; its technical name where it is no longer known."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name) if kind else ""
    except (LookupError, ValueError):
        return kind
