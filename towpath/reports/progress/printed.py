"""The progress report as a PDF to PDF/UA-1."""

from datetime import datetime
from pathlib import Path

from towpath.documents.writers.pdf import typeset
from towpath.reports.progress.contents import ProgressContents
from towpath.reports.progress.keeping import as_json

TEMPLATE = Path(__file__).resolve().parent.parent / "print" / "progress.typ"


def pdf_of(contents: ProgressContents, made_at: datetime) -> bytes:
    """The report with its picture as A4 pages."""
    printed = contents.picture.printed
    said = {name: part for name, part in as_json(contents).items() if name != "picture"} | {
        "title": contents.title,
        "ends": list(contents.ends),
        "pictures_in_words": [part.sentence for part in printed],
    }
    return typeset(TEMPLATE, said, made_at=made_at, pictures=[part.svg for part in printed])
