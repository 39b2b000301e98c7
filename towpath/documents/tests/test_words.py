"""Whatever reads words ends: 1 MB of what it might stumble over takes no more of a processor than a reader may take.

How long each takes beside a tenth of it is measured by `python -m bench words`.
"""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bench.words import MOST, PHRASES, READERS
from towpath.documents.plan.numbering import split_parts
from towpath.documents.plan.status import left_open
from towpath.documents.readers.tasks import LIMITS, ReadingTask
from towpath.documents.shaping.spelling import spelt
from towpath.documents.table import Cell
from towpath.foundation.deadlines import stands_alone

ROOT = Path(__file__).resolve().parents[3]
RUN = "import sys; from bench.words import read; read(sys.argv[1], sys.argv[2], int(sys.argv[3])); print('ended')"
# What each stumbled over, or was close to stumbling over.
HARD = [
    ("deadlines", "£1 of "),
    ("what is left open", ")"),
    ("parts of an action", "a) "),
    ("parts of an action", "\n"),
    ("leads", "12/03/2024 - "),
    ("figures", "1"),
    ("kinds of file", "<!---->"),
    ("web pages", "<!---->"),
    ("footnotes in texts", "- "),
    ("outcomes in actions", "- "),
    ("texts", "**a "),
    ("plans", "x' "),
]


@pytest.mark.parametrize(("reader", "phrase"), HARD)
def test_a_million_letters_are_read_within_what_a_reader_may_take(reader, phrase):
    ends_within_the_limit(reader, phrase)


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_a_million_letters_of_any_phrase_are_read_within_what_a_reader_may_take(reader):
    for phrase in PHRASES:
        ends_within_the_limit(reader, phrase)


def ends_within_the_limit(reader, phrase):
    """The limit is kept by the system and ends the process: a machine that is slow or busy ends no test early."""
    seconds = LIMITS[ReadingTask.DOCUMENT].processor

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    command = [sys.executable, "-c", RUN, reader, phrase, str(MOST)]
    ended = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, preexec_fn=limit)
    assert ended.stdout == b"ended\n", (phrase, ended.returncode, ended.stderr[-300:])


def test_a_sentence_without_end_says_nothing_that_is_known_of_what_is_left():
    assert not stands_alone("", "by the board " * 1_000)
    assert left_open("All of it, but " + "word " * 1_000, None).startswith("All of it, but")


def test_a_text_of_more_parts_than_letters_has_none():
    assert split_parts("a) b) " * 100_000) == {}
    assert split_parts("Do: a) one b) two") == {"a": "Do: one", "b": "Do: two"}


def test_letters_beside_a_table_that_are_no_headings_stay_as_they_are_written():
    letters = Cell(text="A B C " * 10_000)
    ((first, heading),) = spelt([letters])
    assert (first, heading.text, heading.is_guess) == (0, "ABC" * 10_000, False)
