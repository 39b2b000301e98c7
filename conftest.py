"""What every test may count on."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests import tokens, transactions
from tests.sizes import TRIES_ALL

FAULTS = Path(__file__).parent / "tests" / "faults"
# How long an example takes says how busy the machine is, and nothing about the product.
settings.register_profile("towpath", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("towpath")

# What is made once for a file of tests, or for a folder: they are run by one worker, or each would make it again.
MADE_FOR_A_FILE = {"loaded", "made_once", "programme_once"}
MADE_FOR_A_FOLDER = {"loaded_for_a_folder"}
LONGEST_NAME = 100  # characters
# What a test asks for when it asks a database; the journeys' servers have databases of their own.
ASKS = {"db", "transactional_db", "django_db_setup", "site", "page", "open_window"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--asking-a-database", action="store_true", help="leave out tests that ask none: they are the same on any"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Faults are tried where they are asked for by name (`make faults`): they start servers of their own."""
    is_named = any("faults" in argument for argument in config.args)
    return True if collection_path == FAULTS and not is_named else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes and long texts name no test: a file made anew differs from worker to worker, which must agree on names."""
    is_long_or_made = isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_NAME)
    return argname if is_long_or_made else None


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if MADE_FOR_A_FILE & fixtures_of(item):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
        elif MADE_FOR_A_FOLDER & fixtures_of(item):
            item.add_marker(pytest.mark.xdist_group(str(item.path.parent)))
    if not TRIES_ALL:
        leave_out(is_long, items, config)
    if config.getoption("--asking-a-database"):
        leave_out(lambda item: not asks_a_database(item), items, config)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking through it for rubbish, again and again, takes long."""
    gc.collect()
    gc.freeze()


def leave_out(unwanted: Callable[[pytest.Item], bool], items: list[pytest.Item], config: pytest.Config) -> None:
    config.hook.pytest_deselected(items=[item for item in items if unwanted(item)])
    items[:] = [item for item in items if not unwanted(item)]


def is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


def asks_a_database(item: pytest.Item) -> bool:
    """By its mark or its fixtures, or as its file makes databases of its own, for processes and threads to meet in."""
    makes_its_own = hasattr(getattr(item, "module", None), "fresh_database")
    return makes_its_own or item.get_closest_marker("django_db") is not None or bool(ASKS & fixtures_of(item))


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", []))


@pytest.fixture(autouse=True, scope="session")
def tokens_spell_nothing() -> Iterator[None]:
    with tokens.spelling_nothing():
        yield


@pytest.fixture(autouse=True, scope="session")
def transactions_are_the_products() -> Iterator[None]:
    with transactions.of_their_own():
        yield


@pytest.fixture(autouse=True, scope="session")
def files_are_read_at_once() -> Iterator[None]:
    from towpath.accounts.tests.files_read_at_once import pages_do_the_lanes_work

    with pages_do_the_lanes_work():
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test meets what another left in the cache."""
    yield
    cache.clear()
