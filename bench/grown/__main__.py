"""Fill the empty database that DATABASE_URL names: `python -m bench.grown`. Prints how many actions it holds."""

from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import connection, transaction


def fill(grow: Callable[[], int]) -> None:
    """Give the empty database its tables, all that `grow` adds, and the index of what can be found."""
    django.setup()
    from towpath.search.services import make_index

    call_command("migrate", verbosity=0)
    print(grow())
    make_index()
    settle()
    connection.close()


@transaction.atomic
def grow() -> int:
    """Add everything, whole; how many actions there are."""
    from bench.grown import history, people, plans

    partnerships = people.add_partnerships()
    cast = people.add_people(partnerships)
    actions = plans.add_actions(plans.add_plans(partnerships))
    plans.add_leads(actions)
    history.add_history(actions, cast)
    history.add_record(actions, cast)
    return len(actions)


def settle() -> None:
    """Let the database learn how the rows lie, as housekeeping does: PostgreSQL's own, or the hourly job for SQLite."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    fill(grow)
