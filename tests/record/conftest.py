"""One world for each file of tests."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.once import for_a_file
from tests.record.world import recorded_world


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    with for_a_file(django_db_blocker):
        yield recorded_world()
