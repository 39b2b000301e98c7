"""All of the demonstration's documents, and how each is made."""

from collections.abc import Callable
from pathlib import Path

from towpath.demonstration.typesetting.contents import FOLDER, Contents, contents_of
from towpath.demonstration.typesetting.death_review import death_review_as_word
from towpath.demonstration.typesetting.programme import programme_as_csv
from towpath.demonstration.typesetting.readiness import readiness_as_excel
from towpath.demonstration.typesetting.strategy import strategy_as_pdf, strategy_as_word

# What each document says, its kind of file, and how it is made.
MAKERS: tuple[tuple[str, str, Callable[[Contents], bytes]], ...] = (
    ("strategy", "docx", strategy_as_word),
    ("strategy", "pdf", strategy_as_pdf),
    ("death_review", "docx", death_review_as_word),
    ("readiness", "xlsx", readiness_as_excel),
    ("programme", "csv", programme_as_csv),
)


def build(folder: Path = FOLDER) -> list[Path]:
    """Make every document into the folder and return where they are."""
    made = []
    for name, kind, make in MAKERS:
        contents = contents_of(name)
        path = folder / f"{contents['file']}.{kind}"
        path.write_bytes(make(contents))
        made.append(path)
    return made
