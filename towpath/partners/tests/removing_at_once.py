"""Played by a process of its own: `python -m towpath.partners.tests.removing_at_once`, on a PostgreSQL of its own.

Words are removed on one connection while a colleague saves on another; what came of it is said as one line of JSON.
"""

import json
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

import django

NAME = "Ingrid Lindqvist"


def main() -> None:
    came = {name: _play(name, champion) for name, champion in (("adds", f"Kim after {NAME}"), ("takes_out", "Kim"))}
    sys.stdout.write(json.dumps(came) + "\n")


def _play(name: str, champion: str) -> dict[str, Any]:
    """A colleague has saved and not committed yet when the words are looked for."""
    from towpath.partners.tests.builders import partnership_named
    from towpath.practices.models import SignUp
    from towpath.practices.tests.builders import signed_up
    from towpath.programmes.tests.builders import programme_with, site_of
    from towpath.records.history import save_with_history
    from towpath.records.holding import hold
    from towpath.records.models import Change

    sign_up = signed_up(site_of(programme_with(partnership_named(name))), champion=f"{NAME}, GP")

    def save() -> None:
        held = hold(SignUp.objects.all(), sign_up.pk, version=sign_up.version)
        save_with_history(held, actor=None, champion=champion)

    remove_while(save, sign_up.site.programme.partnership)
    held, change = SignUp.objects.get(pk=sign_up.pk), Change.objects.of(sign_up).get(act="amended")
    return {"champion": held.champion, "version": held.version, "before": change.before, "after": change.after}


def remove_while(save: Callable[[], None], partnership: Any) -> None:
    from django.db import connection, transaction

    from towpath.partners.services.partnerships import remove_words
    from towpath.programmes.tests.builders import manager_of

    actor = manager_of(partnership)

    def remove() -> None:
        remove_words(actor=actor, partnership=partnership, words=NAME, reason="Asked for.")
        connection.close()

    other = Thread(target=remove)
    with transaction.atomic():
        save()
        other.start()
        wait_until_blocked(other)
    other.join()


def wait_until_blocked(other: Thread) -> None:
    """Go on once the other thread waits for what this transaction holds, or is done."""
    from django.db import connection

    blocked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while other.is_alive():
            cursor.execute(blocked)
            if cursor.fetchone()[0]:
                return


if __name__ == "__main__":
    django.setup()
    main()
