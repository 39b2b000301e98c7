"""The process that forks for each file, with a reader of a test in the place of that of documents."""

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from towpath.documents.readers import fork_server

AS_DOCUMENT = "tasks.READERS[tasks.ReadingTask.DOCUMENT] = 'towpath.documents.tests.strangers:{}'"
SERVE = "from towpath.documents.readers import fork_server, tasks; {}; fork_server.serve()"


def planted(name: str) -> str:
    """The line of Python that puts this reader of `strangers` in the place of that of documents."""
    return AS_DOCUMENT.format(name)


@contextmanager
def forked_by(name: str) -> Iterator[None]:
    """Inside, forks read by this reader; their servers begin and end with the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fork_server, "COMMAND", [sys.executable, "-c", SERVE.format(planted(name))])
        patch.setattr(fork_server, "_idle", deque())
        try:
            yield
        finally:
            for server in fork_server._idle:
                server.close()
