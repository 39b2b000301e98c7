"""Reads one file in a process of its own: `python -m … KIND SECONDS < file > contents`. Its exit code says how it went.

With `mark` for the kind, what comes first is a line of notes, and what is written is the workbook with them in it.

`SECONDS` is how much of a processor's time it may take; the signal SIGXCPU ends it after that.
"""

import json
import pickle
import sys
from collections.abc import Callable
from typing import Any

from towpath.documents.grid import Contents
from towpath.documents.kinds import DocumentKind
from towpath.documents.table import UnreadableFile
from towpath.documents.text_decoding import decoded

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 30  # somebody waits at a page
MOST_WRITTEN = 64 * 1024 * 1024  # what is handed on must fit beside everything else where people are served
REFUSED, TOO_MUCH, DAMAGED = 3, 4, 5
MARK = "mark"


def main() -> int:
    """Read the file from standard input and write what it holds, or the sentence that refuses it."""
    _limit_itself(int(sys.argv[2]))
    try:
        read = _marked if sys.argv[1] == MARK else _reader(DocumentKind(sys.argv[1]))
        told = pickle.dumps(read(sys.stdin.buffer.read()))
    except UnreadableFile as refusal:
        sys.stdout.buffer.write(str(refusal).encode())
        return REFUSED
    except MemoryError:
        return TOO_MUCH
    except Exception:
        # Libraries fail in ways of their own; to the person who sent the file they are all the same.
        return DAMAGED
    if len(told) > MOST_WRITTEN:
        return TOO_MUCH
    sys.stdout.buffer.write(told)
    return 0


def _marked(sent: bytes) -> bytes:
    from towpath.documents.rows.marking import marked_workbook

    notes, _, content = sent.partition(b"\n")
    return marked_workbook(content, json.loads(notes))


def _reader(kind: DocumentKind) -> Callable[[bytes], Any]:
    """The reader of this kind, imported here as the libraries are heavy and each file needs one of them."""
    match kind:
        case DocumentKind.WORD:
            from towpath.documents.readers.word import read_word

            return read_word
        case DocumentKind.PDF:
            from towpath.documents.readers.pdf import read_pdf

            return read_pdf
        case DocumentKind.EXCEL:
            from towpath.documents.readers.excel import read_excel

            return read_excel
        case DocumentKind.OLD_EXCEL:
            from towpath.documents.readers.old_excel import read_old_excel

            return read_old_excel
        case DocumentKind.CSV | DocumentKind.TEXT:
            return _text_reader(kind)
    from towpath.documents.readers.html import read_html

    return read_html


def _text_reader(kind: DocumentKind) -> Callable[[bytes], Contents]:
    from towpath.documents.readers.delimited import read_delimited
    from towpath.documents.readers.text import read_text

    read = read_delimited if kind is DocumentKind.CSV else read_text
    return lambda content: read(decoded(content))


def _limit_itself(seconds: int) -> None:
    """Windows has no such limits; there the caller's time limit is the only one."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, seconds))
    for limit, most in limits:
        _, hard = resource.getrlimit(limit)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # Where both limits of time are the same, what ends the process is no longer told from a lack of memory.
        is_time_left = limit == resource.RLIMIT_CPU and (hard == resource.RLIM_INFINITY or hard > lowest)
        resource.setrlimit(limit, (lowest, lowest + 1 if is_time_left else lowest))


if __name__ == "__main__":
    sys.exit(main())
