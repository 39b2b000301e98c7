"""Two administrators who take each other's post away at once: `python -m towpath.partners.tests.rivals <way>…`.

Played by a process of its own, each way in a partnership of its own. Of each it says in one line of JSON how many
administrators are left, and every refusal.
"""

import json
import sys
from datetime import timedelta
from threading import Barrier, Thread

import django

DAY = timedelta(days=1)


def main(*ways: str) -> None:
    from towpath.access.roles import Role
    from towpath.foundation.clock import today
    from towpath.partners.tests.builders import partnership_named, person_with

    for way in ways:
        ours = partnership_named()
        both = [person_with(Role.ADMINISTRATOR, partnership=ours) for _ in range(2)]
        told = at_once(way, both)
        left = ours.posts.administrators_from(today() + DAY).count()
        sys.stdout.write(json.dumps({"way": way, "left": left, "told": told}) + "\n")


def at_once(way, both):
    """What either is told, each having looked at the other's post before either takes it away."""
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.db import connections

    from towpath.partners.models import Post
    from towpath.partners.tests.test_last_administrator import WAYS

    start, told = Barrier(2), []

    def play(actor, other):
        post = Post.objects.select_related("partnership").get(user=other)
        start.wait()
        try:
            WAYS[way](actor, post)
        except ValidationError as refused:
            told.extend(refused.messages)
        except PermissionDenied as refused:  # whose own post was gone before they were asked who they are
            told.append(str(refused))
        finally:
            connections.close_all()

    threads = [Thread(target=play, args=pair) for pair in (both, both[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
