"""The one door for documents: bytes and a name in, neutral tables out, or a sentence that says why not."""

from towpath.documents.archive import DAMAGED
from towpath.documents.grid import Contents
from towpath.documents.kinds import DocumentKind, kind_of
from towpath.documents.limits import check_size
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.delimited import read_delimited
from towpath.documents.readers.html import read_html
from towpath.documents.readers.text import read_text
from towpath.documents.shaping import shaped
from towpath.documents.table import Document, UnreadableFile
from towpath.documents.text_decoding import decoded

_SMALL = 16 * 1024  # bytes: too few to fill the memory or to keep anybody waiting, whatever stands in them


def read_document(content: bytes, filename: str) -> Document:
    """Read a Word, PDF, Excel, CSV, HTML, Markdown or plain text file into tables, prose and notes.

    What the file is, is told by its content; its name only decides where the content leaves a choice. Raises
    `UnreadableFile`, and nothing else, with a sentence for the person who sent the file. Nothing is kept.
    """
    check_size(content)
    try:
        document = shaped(_contents(kind_of(content, filename), content))
    except UnreadableFile:
        raise
    except Exception as error:
        # Four libraries read files that strangers made, and each fails in ways of its own; to the person
        # who sent the file they are all the same.
        raise UnreadableFile(DAMAGED) from error
    if not document.tables and not document.paragraphs and not document.notes:
        raise UnreadableFile("There are no words in this file: choose the file that holds the plan.")
    return document


def _contents(kind: DocumentKind, content: bytes) -> Contents:
    """Small texts and pages are read here, and whatever could swell or take long in a process of its own."""
    if kind not in (DocumentKind.CSV, DocumentKind.TEXT, DocumentKind.HTML) or len(content) > _SMALL:
        return read_apart(kind, content)
    if kind is DocumentKind.HTML:
        return read_html(content)
    return read_delimited(decoded(content)) if kind is DocumentKind.CSV else read_text(decoded(content))
