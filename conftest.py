"""What every test may count on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test meets what another left in the cache."""
    yield
    cache.clear()
