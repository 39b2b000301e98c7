"""Any document, by the reader of its kind, and put into shape."""

from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name

from towpath.documents.grid import Contents
from towpath.documents.kinds import DocumentKind, kind_of
from towpath.documents.limits import check_size
from towpath.documents.readers.delimited import read_delimited
from towpath.documents.readers.text import read_text
from towpath.documents.shaping import shaped
from towpath.documents.table import Document, UnreadableFile
from towpath.documents.text_decoding import decoded

# Imported where a file needs them, as their libraries are heavy.
OF_BYTES = {
    DocumentKind.WORD: "towpath.documents.readers.word:read_word",
    DocumentKind.PDF: "towpath.documents.readers.pdf:read_pdf",
    DocumentKind.EXCEL: "towpath.documents.readers.excel:read_excel",
    DocumentKind.OLD_EXCEL: "towpath.documents.readers.old_excel:read_old_excel",
    DocumentKind.HTML: "towpath.documents.readers.html:read_html",
}


def read_document(content: bytes, filename: str) -> Document:
    """Tables, prose and notes; refused where there are none."""
    document = shaped(contents_of(kind_sent(content, filename), content))
    if not document.tables and not document.paragraphs and not document.notes:
        raise UnreadableFile("There are no words in this file: choose the file that holds the plan.")
    return replace(document, name=Path(filename).stem)


def kind_sent(content: bytes, filename: str) -> DocumentKind:
    """The kind of a file that is neither empty nor too large nor damaged in its wrapping."""
    check_size(content)
    return kind_of(content, filename)


def contents_of(kind: DocumentKind, content: bytes) -> Contents:
    """What a file holds, as it stands."""
    if kind is DocumentKind.CSV:
        return read_delimited(decoded(content))
    if kind is DocumentKind.TEXT:
        return read_text(decoded(content))
    contents: Contents = resolve_name(OF_BYTES[kind])(content)
    return contents
