"""What takes long to make and every test of a file begins from: made once, and taken back after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from tests.transactions import of_the_test, of_their_own


@contextmanager
def for_a_file(django_db_blocker: Any) -> Iterator[None]:
    """What is made inside stays for the tests of a file or folder. What a test adds is taken back at that test’s end.

    For fixtures of module or package scope, which must ask for `django_db_setup` too.
    """
    with django_db_blocker.unblock(), of_the_test(), of_their_own():
        yield
        transaction.set_rollback(True)
