"""More people at once than the database lets connect: they wait for their turn, and nobody meets a fault."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.journeys.databases import fresh_database  # noqa: F401 -- tells that these tests ask a database
from tests.server.installations import OVER_TLS, Installation, ask, request

MAY_CONNECT = 10
AT_ONCE = 16
ROLE = "towpath_few"
# Pages that ask the database: the form of a session, and one that leads to signing in.
PAGES = ("/sign-in/", "/sign-in/code/", "/")

pytestmark = [
    pytest.mark.xdist_group("few connections"),
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="SQLite sets no limit."),
]


@pytest.fixture
def of_few(installation: Installation) -> Iterator[Installation]:
    """An installation whose database user may connect ten times."""
    parts = urlsplit(installation.database)
    role = f"{ROLE}_{parts.path[-6:]}"
    with psycopg.connect(urlunsplit(parts._replace(scheme="postgresql")), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'few' CONNECTION LIMIT {MAY_CONNECT}")
        owner.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        owner.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}")
    address = urlunsplit(parts._replace(netloc=f"{role}:few@{parts.hostname}:{parts.port or 5432}"))
    of_few = Installation(installation.folder, address)
    yield of_few
    of_few.close()
    with psycopg.connect(urlunsplit(parts._replace(scheme="postgresql")), autocommit=True) as owner:
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


def test_sixteen_at_once_are_all_answered_where_ten_may_connect(of_few: Installation) -> None:
    port = of_few.serve(has_worker=True)
    with ThreadPoolExecutor(AT_ONCE) as people:
        asked = [request("GET", PAGES[number % len(PAGES)], OVER_TLS) for number in range(10 * AT_ONCE)]
        statuses = Counter(answer.status for answer in people.map(lambda said: ask(port, said), asked))
    assert set(statuses) <= {200, 302}, of_few.log.read_text()
    assert "3 threads serve instead of 8" in of_few.log.read_text()


def test_more_threads_than_may_connect_are_refused_at_the_start(of_few: Installation) -> None:
    with pytest.raises(AssertionError, match="and 12 threads need 12: ask for fewer with --threads"):
        of_few.serve("--threads=12")
