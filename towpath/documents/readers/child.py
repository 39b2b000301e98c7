"""Reads one file in a process of its own: `python -m … KIND < file > contents`. Its exit code says how it went."""

import pickle
import sys
from collections.abc import Callable

from towpath.documents.grid import Contents
from towpath.documents.kinds import Kind
from towpath.documents.table import UnreadableDocument

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 120
MOST_WRITTEN = 64 * 1024 * 1024  # what is handed on must fit beside everything else where people are served
REFUSED, TOO_MUCH, DAMAGED = 3, 4, 5


def main() -> int:
    """Read the file from standard input and write what it holds, or the sentence that refuses it."""
    _limit_itself()
    try:
        told = pickle.dumps(_reader(Kind(sys.argv[1]))(sys.stdin.buffer.read()))
    except UnreadableDocument as refusal:
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


def _reader(kind: Kind) -> Callable[[bytes], Contents]:
    """The reader of this kind, imported here as the libraries are heavy and each file needs one of them."""
    match kind:
        case Kind.WORD:
            from towpath.documents.readers.word import read_word

            return read_word
        case Kind.PDF:
            from towpath.documents.readers.pdf import read_pdf

            return read_pdf
        case Kind.EXCEL:
            from towpath.documents.readers.excel import read_excel

            return read_excel
        case Kind.OLD_EXCEL:
            from towpath.documents.readers.old_excel import read_old_excel

            return read_old_excel
    from towpath.documents.readers.html import read_html

    return read_html


def _limit_itself() -> None:
    """Windows has no such limits; there the caller's time limit is the only one."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (lowest, lowest))


if __name__ == "__main__":
    sys.exit(main())
