"""Practices for tests of any room. Sign-ups go through the service, so they obey every rule."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Practice, SignUp
from towpath.practices.services import sign_ups
from towpath.programmes.models import Site
from towpath.programmes.tests.builders import manager_of, site_of

ALL_COUNTED = {
    StaffGroup.GP: 4,
    StaffGroup.NURSE: 2,
    StaffGroup.OTHER_CLINICAL: 2,
    StaffGroup.RECEPTION: 4,
    StaffGroup.MANAGEMENT: 1,
}

_numbers = count(1)


def practice_named(name: str = "", code: str = "", **more: Any) -> Practice:
    """A practice of the register, open and a general practice unless `more` says otherwise."""
    number = next(_numbers)
    name = name or f"Lock Cottage Surgery {number}"
    about: dict[str, Any] = {
        "status": "active",
        "is_gp_practice": True,
        "settings": ["RO76"],
        "postcode": "ZZ1 1ZZ",
    } | more
    about.setdefault("postcode_squeezed", about["postcode"].replace(" ", ""))
    return Practice.objects.create(name=name, code=code or f"Y{number:05}", name_upper=name.upper(), **about)


def signed_up(
    site: Site | None = None,
    practice: Practice | None = None,
    headcounts: Mapping[StaffGroup, int] | None = None,
    *,
    signed_up_on: date | None = None,
    actor: Any = None,
    **more: Any,
) -> SignUp:
    """A practice signed up at a site, on the programme's first day; with all of its staff counted where not told."""
    site = site or site_of()
    return sign_ups.sign_up(
        actor=actor or manager_of(site.programme.partnership),
        site=site,
        practice=practice or practice_named(),
        signed_up_on=signed_up_on or site.programme.starts_on,
        headcounts=ALL_COUNTED if headcounts is None else headcounts,
        **more,
    )
