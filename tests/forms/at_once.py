"""Played by a process of its own, on a database of its own: `python -m tests.forms.at_once <database> <form>…`.

Each form is sent twice at once by one person, then by two people at once with forms of their own, each time on a fresh
copy of the same world; what came of it is said as one line of JSON.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlsplit

import django


def main(database: str, *names: str) -> None:
    from tests.forms.bodies import FORMS
    from tests.forms.world import make_world
    from towpath.accounts.tests.files_read_at_once import pages_do_the_lanes_work

    world = make_world()
    for name in names or FORMS:
        for play in (one_person_twice, two_people):
            with copied(database), pages_do_the_lanes_work():
                say({"form": name, "play": play.__name__} | play(FORMS[name], world))


def one_person_twice(form: Any, world: Any) -> dict[str, Any]:
    """The same form from the same page, twice at once."""
    from tests.forms.sending import browser_of, first_look, newest_entry, person_of, send

    person = person_of(form, world)
    clients = [browser_of(person, raise_request_exception=False) for _ in range(2)]
    held, typed = first_look(clients[0], form, world, form.typed(world))
    bodies = [typed, form.typed(world) if form.has_file else typed]
    before = newest_entry()
    answers = at_once(*(
        lambda client=client, body=body: send(client, form, world, held, body)
        for client, body in zip(clients, bodies, strict=True)
    ))  # fmt: skip
    return came_of(answers, before)


def two_people(form: Any, world: Any) -> dict[str, Any]:
    """Two people who say the same at once, each with a form of their own."""
    from tests.forms.sending import browser_of, first_look, newest_entry, person_of, send

    clients = [browser_of(person_of(form, world, number), raise_request_exception=False) for number in (0, 1)]
    looks = [first_look(client, form, world, form.typed(world)) for client in clients]
    before = newest_entry()
    answers = at_once(*(
        lambda client=client, look=look: send(client, form, world, *look)
        for client, look in zip(clients, looks, strict=True)
    ))  # fmt: skip
    return came_of(answers, before)


def came_of(answers: list[Any], before: int) -> dict[str, Any]:
    from tests.forms.sending import changes_since

    return {
        "statuses": [one.status_code for one in answers],
        "addresses": [one.headers.get("Location", "") for one in answers],
        "changes": [list(one) for one in changes_since(before)],
    }


def at_once(*sendings: Callable[[], Any]) -> list[Any]:
    """What each is answered with, begun in the same moment in threads of their own."""
    from django.db import connections

    start, answers = Barrier(len(sendings)), [None] * len(sendings)

    def play(place: int, sending: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[place] = sending()
        finally:
            connections.close_all()

    threads = [Thread(target=play, args=one) for one in enumerate(sendings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def copied(database: str) -> Iterator[None]:
    """Everything that happens inside happens on a copy of the database, which goes afterwards."""
    from django.db import connections

    from tests.journeys.databases import execute

    settings = connections.databases["default"]
    connections.close_all()
    original = settings["NAME"]
    if database.startswith("postgres"):
        copy = f"{urlsplit(database).path.strip('/')}_copy"
        execute(database, f'CREATE DATABASE {{}} TEMPLATE "{original}"', copy)
    else:
        copy = f"{original}.copy"
        shutil.copy(original, copy)
    settings["NAME"] = connections["default"].settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = connections["default"].settings_dict["NAME"] = original
        if database.startswith("postgres"):
            execute(database, "DROP DATABASE {} WITH (FORCE)", copy)
        else:
            for left in Path(original).parent.glob(f"{Path(copy).name}*"):
                left.unlink()


def say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.settings.testing")
    django.setup()
    main(*sys.argv[1:])
