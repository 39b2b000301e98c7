"""The second start of the demonstration: from the command to the first page, with nothing left to load.

`make demo` looks first whether anything needs installing; that is a matter of hashing a few files and is left out,
so that a benchmark never installs.
"""

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from bench.databases import empty, kinds
from bench.finding import Bar, Finding
from bench.fresh import ROOT, NotMeasured, environment_of
from bench.timing import Timing

SUBJECT = "Starting the demonstration"
BAR = Bar(5_000, "median")
LONGEST = 120  # seconds that the first start may take before we stop waiting


def findings() -> Iterator[Finding]:
    """The first start, which loads the partnership, and two more."""
    for kind in kinds():
        try:
            with empty(kind) as address:
                first, *again = [_start(address) for _ in range(3)]
        except NotMeasured as failed:
            print(f"{kind}: {failed}")
            continue
        yield Finding(SUBJECT, "first", Timing.of([first]), where=kind)
        yield Finding(SUBJECT, "second", Timing.of(again), BAR, where=kind)


def _start(address: str) -> tuple[float, float]:
    """Milliseconds until the first page answers, and of the other process's own time until it has ended."""
    began, used = time.perf_counter(), _cpu_of_children()
    with _served(address) as (process, page):
        _wait_for(page, process)
        taken = time.perf_counter() - began
    return taken * 1000, (_cpu_of_children() - used) * 1000


def _cpu_of_children() -> float:
    """Seconds that the processes we started and saw the end of have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _served(address: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """The demonstration on a port that nobody uses, and the address of its first page."""
    port = _free_port()
    command = [sys.executable, "-m", "towpath", "demo", "--port", str(port)]
    environment = environment_of(DATABASE_URL=address)
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(page: str, process: subprocess.Popen) -> None:
    """Return once the page is served. Raises `NotMeasured` where it never is."""
    give_up = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < give_up:
        try:
            urlopen(page, timeout=30).close()
        except URLError:
            time.sleep(0.02)
        else:
            return
    raise NotMeasured("Not measured, as the demonstration did not start.")
