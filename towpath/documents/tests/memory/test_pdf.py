"""A small PDF that swells when it is read is refused, and takes no more memory than an honest one."""

import zlib
from collections.abc import Callable

import pytest

from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.pdf_safety import Unpacking
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.table import UnreadableFile
from towpath.documents.tests.limited import outcome_of
from towpath.documents.tests.memory.made_to_swell import (
    SMALL,
    drawings_in_drawings,
    pdf_of,
    swollen,
    under_a_blank_password,
    with_a_table_of_objects_that_swells,
)

PDFS: dict[str, Callable[[], bytes]] = {
    "the second stream swells": lambda: pdf_of(SMALL, ("/FlateDecode", swollen())),
    "many streams swell together": lambda: pdf_of(SMALL, *[("/FlateDecode", zlib.compress(b" " * 30_000_000))] * 4),
    "a stream swells twice": lambda: pdf_of(SMALL, ("/FlateDecode/FlateDecode", zlib.compress(swollen()))),
    "a stream is written in letters": lambda: pdf_of(SMALL, ("/ASCIIHexDecode/FlateDecode", swollen().hex().encode())),
    "a stream is hidden by a blank password": lambda: under_a_blank_password(
        pdf_of(SMALL, *[("/FlateDecode", zlib.compress(b" " * 30_000_000))] * 4)
    ),
    "the table of objects swells": with_a_table_of_objects_that_swells,
}


@pytest.mark.parametrize("case", PDFS)
def test_pdf_whose_streams_swell_is_refused_wherever_they_stand(case):
    content = PDFS[case]()
    assert len(content) < 4_000_000
    assert "refused: The file unpacks to more than 100 MB" in outcome_of(content, "plan.pdf")


def test_pdf_that_says_endstream_before_its_second_stream_fills_no_memory():
    """408 kB took 836 MB: a look along the bytes for “stream” went on after the one in “endstream”."""
    content = pdf_of(SMALL, ("/FlateDecode", zlib.compress(b" " * 400_000_000, 9)))
    assert len(content) < 408_000
    assert "refused: The file unpacks to more than 100 MB" in outcome_of(content, "plan.pdf", megabytes=400)


def test_a_stream_that_is_cut_short_is_read_as_far_as_it_goes():
    words = b"BT /F1 9 Tf 9 9 Td (Plan) Tj ET " + b" " * 1000
    whole = zlib.compress(words, 0)
    assert Unpacking().decompress(whole[:-200]) == words[: len(words) - 196]


def test_pdf_that_draws_drawings_in_drawings_without_end_is_refused():
    content = drawings_in_drawings(8)
    assert len(content) < 3_000
    assert "refused: The PDF holds more than 20,000 drawings" in outcome_of(content, "plan.pdf")


@pytest.mark.long
def test_pdf_of_millions_of_letters_ends_its_own_reading_only():
    letters = b"BT (" + b"a" * 20_000_000 + b") Tj ET"
    outcome = outcome_of(pdf_of(SMALL, ("/FlateDecode", zlib.compress(letters, 9))), "plan.pdf")
    assert outcome.startswith("refused: ")


def test_file_that_takes_too_long_is_refused_with_that_sentence():
    letters = b"BT (" + b"a" * 20_000_000 + b") Tj ET"
    content = pdf_of(SMALL, ("/FlateDecode", zlib.compress(letters, 9)))
    with pytest.raises(UnreadableFile, match="takes longer than 20 seconds to read: save only the part that is needed"):
        read_apart(ReadingTask.DOCUMENT, content, seconds=1, filename="plan.pdf")
