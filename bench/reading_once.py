"""Read one document in this process and print what it took: `python -m bench.reading_once BY FILE WHEN RUNS`.

BY is towpath or library; WHEN is cold (imports count) or warm (a first reading does not).
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bench.timing import lap


def main(by: str, file: str, when: str, runs: str) -> None:
    read, path = READERS[by], Path(file)
    if when == "warm":
        read(path)
    print(json.dumps([lap(lambda: read(path)) for _ in range(int(runs))]))


def by_towpath(file: Path) -> None:
    """What a person's upload goes through: the tables, and the plan in them where there is one."""
    from towpath.documents.plan import read_plan
    from towpath.documents.reading import read_document
    from towpath.documents.table import UnreadableFile

    document = read_document(file.read_bytes(), file.name)
    with suppress(UnreadableFile):  # prose holds no plan, and saying so takes time as well
        read_plan(document)


def by_library(file: Path) -> None:
    BARE[file.suffix](file)


def _word(file: Path) -> None:
    import docx

    document = docx.Document(str(file))
    [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    [paragraph.text for paragraph in document.paragraphs]


def _pdf(file: Path) -> None:
    import pdfplumber

    with pdfplumber.open(file) as pdf:
        [page.extract_tables() for page in pdf.pages]


def _excel(file: Path) -> None:
    import openpyxl

    [[[cell.value for cell in row] for row in sheet.rows] for sheet in openpyxl.load_workbook(file)]


def _csv(file: Path) -> None:
    import csv

    with file.open(newline="", encoding="utf-8-sig") as lines:
        list(csv.reader(lines))


READERS: dict[str, Callable[[Path], None]] = {"towpath": by_towpath, "library": by_library}
BARE: dict[str, Callable[[Path], object]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".xlsx": _excel,
    ".csv": _csv,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
