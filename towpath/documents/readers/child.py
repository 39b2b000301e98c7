"""Reads one file in a process of its own, and gives everything else up before it looks at it.

That process is a fork (`fork_server`) or, where the system knows no such thing, a new one:
`python -m … TASK SECONDS < asked + file > contents`. What is asked beside the file stands before it, a line of JSON.
`SECONDS` is how much of a processor's time it may take; the signal SIGXCPU ends it after that. The exit code says how
it went.
"""

import json
import pickle
import sys
from pkgutil import resolve_name
from typing import IO

from towpath.documents.readers.guards import guard, is_nearly_full
from towpath.documents.readers.tasks import LIMITS, MOST_WRITTEN, READERS, ReadingTask
from towpath.documents.table import UnreadableFile

REFUSED, TOO_MUCH, DAMAGED = 3, 4, 5


def read(task: ReadingTask, seconds: int, file: IO[bytes], answer: IO[bytes]) -> int:
    """Write what the file holds, or the sentence that refuses it. Returns the exit code."""
    guard(LIMITS[task].memory, seconds)
    try:
        told = _told(task, file.read())
    except UnreadableFile as refusal:
        answer.write(str(refusal).encode())
        return REFUSED
    except Exception as error:
        # Libraries fail in ways of their own; to the person who sent the file they are all the same.
        return TOO_MUCH if isinstance(error, MemoryError) or is_nearly_full(LIMITS[task].memory) else DAMAGED
    if len(told) > MOST_WRITTEN:
        return TOO_MUCH
    answer.write(told)
    return 0


def _told(task: ReadingTask, sent: bytes) -> bytes:
    """The reader is imported here: a process that is no fork loads only the libraries of its own file."""
    asked, _, content = sent.partition(b"\n")
    read = resolve_name(READERS[task])
    return pickle.dumps(read(content, **json.loads(asked)))


if __name__ == "__main__":
    sys.exit(read(ReadingTask(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer))
