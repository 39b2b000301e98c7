"""The one door for documents: bytes and a name in, neutral tables out, or a sentence that says why not."""

from towpath.documents.archive import DAMAGED
from towpath.documents.grid import Contents
from towpath.documents.kinds import Kind, kind_of
from towpath.documents.limits import check_size
from towpath.documents.shaping import shaped
from towpath.documents.table import Document, UnreadableDocument
from towpath.documents.text_decoding import decoded


def read_document(content: bytes, filename: str) -> Document:
    """Read a Word, PDF, Excel, CSV, HTML, Markdown or plain text file into tables, prose and notes.

    What the file is, is told by its content; its name only decides where the content leaves a choice. Raises
    `UnreadableDocument`, and nothing else, with a sentence for the person who sent the file. Nothing is kept.
    """
    check_size(content)
    try:
        document = shaped(_contents(kind_of(content, filename), content))
    except UnreadableDocument:
        raise
    except Exception as error:
        # Four libraries read files that strangers made, and each fails in ways of its own; to the person
        # who sent the file they are all the same.
        raise UnreadableDocument(DAMAGED) from error
    if not document.tables and not document.paragraphs and not document.notes:
        raise UnreadableDocument("There are no words in this file: choose the file that holds the plan.")
    return document


def _contents(kind: Kind, content: bytes) -> Contents:
    """What the reader of this kind makes of the file. Readers are imported here, as their libraries are
    heavy.
    """
    match kind:
        case Kind.WORD:
            from towpath.documents.readers.word import read_word

            return read_word(content)
        case Kind.PDF:
            from towpath.documents.readers.pdf import read_pdf

            return read_pdf(content)
        case Kind.EXCEL:
            from towpath.documents.readers.excel import read_excel

            return read_excel(content)
        case Kind.OLD_EXCEL:
            from towpath.documents.readers.old_excel import read_old_excel

            return read_old_excel(content)
        case _:
            return _contents_of_text(kind, decoded(content))


def _contents_of_text(kind: Kind, text: str) -> Contents:
    if kind is Kind.HTML:
        from towpath.documents.readers.html import read_html

        return read_html(text)
    if kind is Kind.CSV:
        from towpath.documents.readers.delimited import read_delimited

        return read_delimited(text)
    from towpath.documents.readers.text import read_text

    return read_text(text)
