"""How much is tried: `make test` tries enough to catch a slip, `make test-all` (TOWPATH_TESTS=all) much more."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

TRIES_ALL = os.environ.get("TOWPATH_TESTS") == "all"


def tried(few: int, many: int, **more: Any) -> Callable[[Any], Any]:
    """A property tried on few examples in `make test` and on many in `make test-all`; stands above `given`."""
    sized = settings(max_examples=many if TRIES_ALL else few, deadline=None, **more)
    return lambda test: pytest.mark.more(sized(test))
