"""How many threads may serve: no more than the database lets this process connect, as each keeps a connection.

With more, whoever comes to a thread that gets none meets a fault. SQLite sets no such limit.
"""

from django.core.management.base import CommandError
from django.db import OperationalError, connection

from towpath.jobs.supervising import LANES

USUAL_THREADS = 8
OF_WORKER = len(LANES) + 1  # each lane's, and the one of its heartbeat
FOR_COMMANDS = 2  # kept free for commands typed meanwhile, such as `towpath verify`

# Connections left: of the server, of the user and of the database. -1 stands for no limit; superusers have none of
# their own. Sessions that are open already count, but for the one that asks.
LEFT = """
WITH sessions AS (
    SELECT count(*) AS every,
           count(*) FILTER (WHERE usesysid = (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS ours,
           count(*) FILTER (WHERE datid = (SELECT oid FROM pg_database WHERE datname = current_database())) AS here
    FROM pg_stat_activity WHERE datid IS NOT NULL AND pid <> pg_backend_pid()
)
SELECT current_setting('max_connections')::int - every - CASE WHEN rolsuper THEN 0 ELSE
           current_setting('superuser_reserved_connections')::int
           + coalesce(nullif(current_setting('reserved_connections', true), ''), '0')::int END,
       CASE WHEN rolsuper OR rolconnlimit < 0 THEN NULL ELSE rolconnlimit - ours END,
       CASE WHEN rolsuper OR datconnlimit < 0 THEN NULL ELSE datconnlimit - here END
FROM sessions, pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
"""


def threads_for(wanted: int | None, *, with_worker: bool) -> tuple[int, str]:
    """How many threads serve, and a sentence where they are fewer than usual.

    Raises CommandError where so many as were asked for do not fit, or none does.
    """
    left = _connections_left()
    if left is None:
        return wanted or USUAL_THREADS, ""
    beside = OF_WORKER if with_worker else 0
    fit = left - beside
    if fit < (wanted or 1):
        raise CommandError(
            f"The database has {left} connections left for this user, and {wanted or 1} threads "
            f"{'with the worker ' if beside else ''}need {(wanted or 1) + beside}: ask for fewer with --threads, or "
            "let it take more (max_connections, or CONNECTION LIMIT of the user or the database)."
        )
    if wanted:
        return wanted, ""
    threads = max(1, min(USUAL_THREADS, fit - FOR_COMMANDS))
    if threads == USUAL_THREADS:
        return threads, ""
    return threads, (
        f"The database has {left} connections left for this user, so {threads} threads serve instead of "
        f"{USUAL_THREADS}: see “How much at once” in docs/running.md."
    )


def _connections_left() -> int | None:
    """The fewest that any limit leaves; None where nothing limits them, or where the database is away just now."""
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(LEFT)
            left: list[int | None] = cursor.fetchone()
            return min(each for each in left if each is not None)
    except OperationalError:
        return None
