"""A test runs inside a transaction, which would hide that a service opens none of its own: here it does not count."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import Atomic, atomic

from towpath.records import history


@contextmanager
def of_their_own() -> Iterator[None]:
    """What writes history or the audit record must be in a transaction that no test opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "is_in_transaction", is_in_one_of_the_product)
        yield


def is_in_one_of_the_product() -> bool:
    return any(not block._from_testcase for block in connection.atomic_blocks)


def of_the_test() -> Atomic:
    """A transaction that a test opens around the product, marked as Django marks those of its own test cases."""
    block: Any = atomic()
    block._from_testcase = True
    return block  # type: ignore[no-any-return]
