"""Who adds, corrects, takes back or puts back anything of a site's training does so one after the other.

What was done for a practice lies inside its days, and what somebody in post did inside theirs: all of these stand on
the site, so the site is what is locked before they are checked. Locked in this order: site, practice, the row itself.
"""

from typing import Any

from django.db import connection

from towpath.practices.models import Practice, SignUp
from towpath.programmes.models import Site
from towpath.records.holding import lock


def lock_site(site: int) -> Site:
    """The site as it is now, where nobody else changes what was trained until this transaction ends."""
    lock(Site, site, no_key=True)
    return Site.objects.select_related("programme__partnership").get(pk=site)


def lock_sign_up(sign_up: SignUp) -> None:
    """The same, and nobody else signs the practice up anywhere. The sign-up names both as they are now."""
    sign_up.site = lock_site(sign_up.site_id)
    lock(Practice, sign_up.practice_id, no_key=True)
    sign_up.practice = Practice.objects.get(pk=sign_up.practice_id)


def lock_site_of(record: Any) -> None:
    """The same for what stands on a sign-up: support, a count of staff or of patients."""
    lock_site(SignUp.objects.values_list("site", flat=True).get(pk=record.sign_up_id))


def lock_register() -> None:
    """Nobody else loads the register or records a merger. SQLite has one writer at a time as it is.

    The table is not locked: that asks for rights which the user that serves does not have of it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('practices_registerload'))")
