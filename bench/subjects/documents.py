"""Reading documents: each in a fresh process, as the command line meets it, and in a warm one, as the server does.

The floor is the bare library that opens the same kind of file and takes its tables' words out.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.finding import Bar, Finding, Floor
from bench.fresh import ROOT, in_fresh_process
from bench.timing import Timing

SUBJECT = "Reading documents"
FOLDERS = (ROOT.parent / "shared" / "documents", ROOT / "towpath" / "demonstration" / "documents")
KINDS = {".docx": "python-docx", ".pdf": "pdfplumber", ".xlsx": "openpyxl", ".csv": "csv", ".txt": None}
COLD_RUNS, WARM_RUNS = 3, 5


def findings() -> Iterator[Finding]:
    """Cold and warm for every document there is; a folder that is absent is said to be."""
    for folder in FOLDERS:
        if not folder.is_dir():
            print(f"Not measured, as it is absent: {folder.name}/ beside the others.")
        for file in sorted(folder.glob("*")):
            if file.suffix in KINDS:
                yield from _of(file)


def _of(file: Path) -> Iterator[Finding]:
    for what, runs in (("cold", COLD_RUNS), ("warm", WARM_RUNS)):
        timing = _read(file, what, runs, "towpath")
        yield Finding(SUBJECT, f"{file.name}, {what}", timing, _bar(file), _floor(file, what, runs))


def _floor(file: Path, what: str, runs: int) -> Floor | None:
    """None for plain text, which no library has to open."""
    library = KINDS[file.suffix]
    return Floor(f"{library} alone, {file.suffix}", _read(file, what, runs, "library")) if library else None


def _bar(file: Path) -> Bar:
    return Bar(2000 if file.suffix == ".pdf" else 500, "median")


def _read(file: Path, what: str, runs: int, by: str) -> Timing:
    """Cold: as many processes as runs. Warm: one process, its first reading not counted."""
    processes, repeats = (runs, 1) if what == "cold" else (1, runs)
    laps = [
        lap
        for _ in range(processes)
        for lap in in_fresh_process("bench.reading_once", by, str(file), what, str(repeats))
    ]
    return Timing.of(laps)
