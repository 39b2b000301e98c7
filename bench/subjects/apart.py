"""What reading a document in a process of its own costs: beside the same reading here, turn by turn, in one run.

The bar is what it takes here and 0.3 seconds more. The floor is the reading here, its libraries loaded.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.finding import Bar, Finding, Floor
from bench.fresh import ROOT
from bench.timing import in_turns
from towpath.documents.readers.document import read_document
from towpath.documents.reading import read_document as read_apart

SUBJECT = "A process of its own for a document"
FOLDER = ROOT / "towpath" / "demonstration" / "documents"
MORE, RUNS = 300, 7  # milliseconds


def findings() -> Iterator[Finding]:
    for file in sorted(FOLDER.glob("*")):
        if file.suffix in {".docx", ".pdf", ".xlsx", ".csv", ".txt"}:
            yield _of(file)


def _of(file: Path) -> Finding:
    content = file.read_bytes()
    apart, here = in_turns(lambda: read_apart(content, file.name), lambda: read_document(content, file.name), runs=RUNS)
    bar = Bar(here.median + MORE, "median")
    return Finding(SUBJECT, file.name, apart, bar, Floor("the same here", here))
