"""The one door for documents: bytes and a name in, neutral tables out, or a sentence that says why not."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    contents = contents_of(kind_sent(content, filename), content)
    with damaged_where_it_fails():
        document = shaped(contents)
    if not document.tables and not document.paragraphs and not document.notes:
        raise UnreadableFile("There are no words in this file: choose the file that holds the plan.")
    return document


def kind_sent(content: bytes, filename: str) -> DocumentKind:
    """The kind of a file that is neither empty nor too large nor damaged in its wrapping."""
    check_size(content)
    with damaged_where_it_fails():
        return kind_of(content, filename)


def contents_of(kind: DocumentKind, content: bytes) -> Contents:
    """What a file holds, as it stands. Raises `UnreadableFile`, and nothing else.

    Small texts and pages are read here, and whatever could swell or take long in a process of its own.
    """
    if kind not in (DocumentKind.CSV, DocumentKind.TEXT, DocumentKind.HTML) or len(content) > _SMALL:
        return read_apart(kind, content)
    with damaged_where_it_fails():
        if kind is DocumentKind.HTML:
            return read_html(content)
        return read_delimited(decoded(content)) if kind is DocumentKind.CSV else read_text(decoded(content))


@contextmanager
def damaged_where_it_fails() -> Iterator[None]:
    """Files that strangers made fail in ways of their own; to the person who sent one they are all the same."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(DAMAGED) from error
