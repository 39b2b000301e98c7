"""Played by a process of its own: `python -m towpath.training.tests.launching_at_once`, on a PostgreSQL of its own.

A launch is moved on one connection while something is recorded on another that would come before it; of each pair, in
both orders, what the second was told is said as one line of JSON.
"""

import json
import sys
from threading import Thread

import django


def main() -> None:
    from towpath.training.tests.launch_builders import RECORDED

    told = {f"{what}, then launch": _second_is_told(what, is_launch=True) for what in RECORDED}
    told |= {f"launch, then {what}": _second_is_told(what, is_launch=False) for what in RECORDED}
    sys.stdout.write(json.dumps(told) + "\n")


def _second_is_told(what: str, *, is_launch: bool) -> str:
    """The first has saved and not committed yet when the second begins; `is_launch` says which that is."""
    from django.core.exceptions import ValidationError
    from django.db import connection, transaction

    from towpath.partners.tests.removing_at_once import wait_until_blocked
    from towpath.training.tests.launch_builders import LATER, RECORDED, launch, site_without_dates

    site, told = site_without_dates(), ["saved"]
    ways = [lambda: launch(site.programme, LATER), lambda: RECORDED[what](site)]
    second, first = ways if is_launch else reversed(ways)

    def begin() -> None:
        try:
            second()
        except ValidationError as refused:
            told.append(" ".join(refused.messages))
        finally:
            connection.close()

    other = Thread(target=begin)
    with transaction.atomic():
        first()
        other.start()
        wait_until_blocked(other)
    other.join()
    return told[-1]


if __name__ == "__main__":
    django.setup()
    main()
