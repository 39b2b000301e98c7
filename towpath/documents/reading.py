"""The one door for documents: bytes and a name in, neutral tables out, or a sentence that says why not."""

from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.table import Document


def read_document(content: bytes, filename: str) -> Document:
    """Read a Word, PDF, Excel, CSV, HTML, Markdown or plain text file into tables, prose and notes.

    What the file is, is told by its content; its name only decides where the content leaves a choice. Raises
    `UnreadableFile`, and nothing else, with a sentence for the person who sent the file. Nothing is kept.
    """
    document: Document = read_apart(ReadingTask.DOCUMENT, content, filename=filename)
    return document
