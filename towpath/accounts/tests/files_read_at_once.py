"""Files that people send in a test are read while the page waits, by the page's own thread: no worker is started."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from towpath.accounts import file_readings
from towpath.jobs.tests.running import read_next_file


@contextmanager
def pages_do_the_lanes_work() -> Iterator[None]:
    """While a page waits for a file, it does the next job of the lane for files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_readings, "pause", lambda seconds: read_next_file())
        patch.setattr(file_readings, "LONGEST_WAIT", 600)  # seconds: how busy the machine is says nothing
        yield
