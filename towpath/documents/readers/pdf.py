"""PDF documents: tables by their ruling lines, prose by the shape of its lines, headers and footers left
out.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from towpath.documents.archive import ENCRYPTED
from towpath.documents.grid import Contents
from towpath.documents.limits import CellCount, check_pages
from towpath.documents.readers.pdf_page import PageReading, read_page
from towpath.documents.readers.pdf_safety import check_whole, limit_drawings, limit_streams
from towpath.documents.readers.pdf_words import mended
from towpath.documents.table import DAMAGED, UnreadableFile

# The library's warnings quote the words of the document, which no log may hold.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_SCANNED = "The PDF holds pictures of pages and no text: ask for the file that it was printed from."
_NO_TEXT = "The PDF holds no text: ask its sender for another copy."
_FEWEST_PAGES_OF_A_RUNNING_LINE = 3


def read_pdf(content: bytes) -> Contents:
    """Every page's tables and prose in reading order; refused where the pages are pictures without text."""
    check_whole(content)
    limit_streams()
    limit_drawings()
    try:
        readings = _read_pages(content)
    except PdfminerException as error:
        raise _reason(error) from error
    running = _running_lines(readings)
    blocks = [block for reading in readings for block in reading.blocks(running)]
    return Contents("pdf", tuple(mended(blocks)), pages=len(readings))


def _reason(error: PdfminerException) -> BaseException:
    """The library wraps whatever went wrong in an error of its own, at opening as on any page."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, (UnreadableFile, MemoryError)):
        return cause
    return UnreadableFile(ENCRYPTED if isinstance(cause, PDFPasswordIncorrect) else DAMAGED)


def _read_pages(content: bytes) -> list[PageReading]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        check_pages(len(pdf.pages))
        return _readings(pdf)


def _readings(pdf: PDF) -> list[PageReading]:
    readings, has_pictures, tables, count = [], False, 0, CellCount()
    for page in pdf.pages:
        reading = read_page(page, tables)
        tables += len(reading.grids)
        count.add(sum(grid.width * len(grid.rows) for grid in reading.grids))
        has_pictures = has_pictures or bool(page.images)
        readings.append(reading)
        page.close()
    if not any(reading.has_text for reading in readings):
        raise UnreadableFile(_SCANNED if has_pictures else _NO_TEXT)
    return readings


def _running_lines(readings: Sequence[PageReading]) -> frozenset[str]:
    """Lines in the margins that repeat on half the pages or more: a title, a marking, a page number."""
    counts = Counter(line for reading in readings for line in set(reading.margin_lines))
    enough = max(_FEWEST_PAGES_OF_A_RUNNING_LINE, len(readings) / 2)
    return frozenset(line for line, pages in counts.items() if pages >= enough)
