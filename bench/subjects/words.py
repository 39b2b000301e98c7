"""Reading words: 100 kB and 1 MB of whatever a reader might stumble over, in time of the processor.

Ten times the words may take fifteen times as long. The phrase shown is the one that took longest at the smaller length.
"""

from collections.abc import Iterator
from functools import partial

from bench.finding import Bar, Finding, Floor
from bench.timing import Timing, lap
from bench.words import LEAST, MOST, PHRASES, RATIO, READERS, read

SUBJECT = "Reading words"
RUNS = 3
SHORTEST = 2.0  # milliseconds: what takes less is noise


def findings() -> Iterator[Finding]:
    for reader in READERS:
        phrase = max(PHRASES, key=partial(_took, reader))
        small, large = (_best(reader, phrase, length) for length in (LEAST, MOST))
        bar = Bar(RATIO * max(small.least, SHORTEST), "median")
        yield Finding(SUBJECT, f"{reader}: 1 MB of {phrase!r}", large, bar, Floor("100 kB of the same", small))


def _took(reader: str, phrase: str) -> float:
    return lap(lambda: read(reader, phrase, LEAST))[1]


def _best(reader: str, phrase: str, length: int) -> Timing:
    """The best of three, of the processor's time alone."""
    best = min(lap(lambda: read(reader, phrase, length))[1] for _ in range(RUNS))
    return Timing((best,), (best,))
