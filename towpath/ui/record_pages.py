"""Where the page of a record is: said once, where its model says what it is called (`records.audited`).

A block of a paper, an entry of the audit record, a search and a history lead there; none of them knows an address.
"""

from django.urls import reverse

from towpath.foundation.registry import Registry

PAGES: Registry[str, str] = Registry("page of a record")  # by kind, such as "plans.action"; it takes the record's key


def address_of(kind: str, key: object) -> str:
    """The address of a record's page; "" where there is none for its kind."""
    page = PAGES.get(kind)
    return reverse(page, args=[key]) if page else ""


def address_named(about: str) -> str:
    """The same for a record named as "plans.action:12"."""
    kind, _, key = about.partition(":")
    return address_of(kind, key) if key.isdecimal() else ""
