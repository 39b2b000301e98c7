"""The world of the board, on its day."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.once import for_a_file
from towpath.delivery.tests.worlds import NOW, World, world
from towpath.foundation.clock import at


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with at(NOW):
        yield


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with for_a_file(django_db_blocker):
        with at(NOW):
            made = world()
        yield made


@pytest.fixture
def made(made_once: World, db: None, on_the_day: None) -> World:
    """The world, as every test finds it: a copy, so that none sees what another read into it."""
    return deepcopy(made_once)
