"""What guards files from outside less well than it could on this machine, said when the server starts."""

from collections.abc import Iterator

from django.conf import settings

from towpath.documents.readers.apart import missing_guards
from towpath.records import scanning


def weak_places() -> Iterator[str]:
    """A sentence each."""
    yield from missing_guards()
    if not scanning.answers():
        yield f"The virus scanner at {settings.TOWPATH_SCANNER} does not answer: no file is taken until it does."
