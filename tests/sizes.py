"""How much is tried: `make test` tries enough to catch a slip, `make test-all` (TOWPATH_TESTS=all) much more."""

import os

TRIES_ALL = os.environ.get("TOWPATH_TESTS") == "all"


def examples(few: int, many: int) -> int:
    """How many examples a property is tried on: few in `make test`, many in `make test-all`."""
    return many if TRIES_ALL else few
