"""What a process that reads a file gives up before it looks at it: memory and time without end, the network, programs,
other files.

A library that the file has taken over must find nothing to send, and nowhere to send it. The operating system refuses
where it can (`system_calls`, `file_system`), and Python refuses what goes through its own modules everywhere.
"""

import ctypes
import os
import sys
from typing import Any

from towpath.documents.readers.file_system import close_file_system
from towpath.documents.readers.system_calls import refuse_calls

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NETWORK = (
    "The process that reads files from outside can reach the network here: this system cannot refuse it. "
    "Run Towpath on Linux, or close the network to it."
)
MEMORY = (
    "The process that reads files from outside has no limit on memory here: this system keeps none. "
    "Run Towpath on Linux, or give it a machine or container with little memory."
)
FILES = (
    "The process that reads files from outside can open other files here: this system cannot refuse it. "
    "Run Towpath on Linux 5.13 or later with Landlock, or as a user who may read little else."
)
_REFUSED_EVENTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "pty.")
_MOST = 0.7
_INTERNET, _STREAM = 2, 1  # AF_INET and SOCK_STREAM, the same on every system


def guard(memory: int, seconds: int) -> None:
    """Give everything up. For a process that reads one file and ends."""
    if resource:
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_DATA, memory)
        _limit(resource.RLIMIT_CPU, seconds, more=1)  # the first ends it by a signal of its own, the second by any
    close_file_system()
    refuse_calls()
    sys.addaudithook(_refuse)


def missing(content: bytes = b"") -> list[str]:
    """Of the process that asks: a sentence for each guard that does not hold."""
    guards = ((NETWORK, _is_cut_off()), (MEMORY, _is_limited()), (FILES, _is_kept_from_files()))
    return [sentence for sentence, holds in guards if not holds]


def is_nearly_full(memory: int) -> bool:
    """Whether the process has filled most of what it may: libraries that find no more fail as if it were damaged."""
    return sys.platform == "linux" and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > memory * _MOST


def _limit(which: int, most: int, more: int = 0) -> None:
    _, hard = resource.getrlimit(which)
    lowest, highest = most, most + more
    if hard != resource.RLIM_INFINITY:
        lowest, highest = min(lowest, hard), min(highest, hard)
    resource.setrlimit(which, (lowest, highest))


def _refuse(event: str, about: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(f"A reader of files may not do this: {event}")


def _is_cut_off() -> bool:
    """Asked of the system itself, past Python's own refusal."""
    try:
        return int(ctypes.CDLL(None).socket(_INTERNET, _STREAM, 0)) < 0
    except (TypeError, AttributeError, OSError):  # Windows keeps it elsewhere
        return False


def _is_kept_from_files() -> bool:
    try:
        os.scandir(os.path.abspath(os.sep)).close()
    except PermissionError:
        return True
    return False


def _is_limited() -> bool:
    return sys.platform == "linux" and resource.getrlimit(resource.RLIMIT_DATA)[0] != resource.RLIM_INFINITY
