"""Workbooks of Excel 97 to 2003 (.xls): values and merged cells; their colours are not kept."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from towpath.documents.archive import DAMAGED, ENCRYPTED
from towpath.documents.grid import Contents, Grid
from towpath.documents.limits import MAX_CELLS, CellCount
from towpath.documents.readers import old_excel_child
from towpath.documents.readers.spans import Drawn, laid_out
from towpath.documents.table import Place, UnreadableDocument
from towpath.documents.wording import cell

_ROOT = Path(__file__).resolve().parents[3]
_REASONS = {old_excel_child.ENCRYPTED: ENCRYPTED}


def read_old_excel(content: bytes) -> Contents:
    """A grid for each sheet a person can see."""
    sheets = [_Sheet(**told) for told in _told_by_child(content)]
    grids = [sheet.grid(number) for number, sheet in enumerate(sheets, start=1)]
    return Contents("excel", tuple(grid for grid in grids if grid.rows), shows_breaks=False)


def _told_by_child(content: bytes) -> list[dict[str, Any]]:
    """The sheets as `old_excel_child` tells them; whatever ends it early, the file is at fault."""
    command = [sys.executable, "-m", old_excel_child.__name__]
    try:
        child = subprocess.run(  # noqa: S603 -- our own module, nothing of the file in the command
            command, input=content, capture_output=True, timeout=old_excel_child.SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(DAMAGED) from error
    if child.returncode == old_excel_child.TOO_LARGE:
        CellCount().add(MAX_CELLS + 1)
    if child.returncode:
        raise UnreadableDocument(_REASONS.get(child.returncode, DAMAGED))
    sheets: list[dict[str, Any]] = json.loads(child.stdout)
    return sheets


@dataclass(frozen=True)
class _Sheet:
    """A sheet's words from `start`, the first row and column that hold any; both counted from 0, as are merges."""

    name: str
    start: Sequence[int]
    rows: Sequence[Sequence[str]]
    merged: Sequence[Sequence[Sequence[int]]]

    def grid(self, table: int) -> Grid:
        return laid_out(list(self._drawn(table)), len(self.rows), len(self.rows[0]) if self.rows else 0)

    def _drawn(self, table: int) -> Iterator[Drawn]:
        """Cells with their spans, each merged range cut to the part of the sheet that holds anything."""
        ends = {tuple(first): last for first, last in self.merged}
        top, left = self.start
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                bottom, right = ends.get((row + top, column + left), (row + top, column + left))
                across = min(right - left, len(texts) - 1) - column + 1
                down = min(bottom - top, len(self.rows) - 1) - row + 1
                if text or across > 1 or down > 1:
                    place = Place(table, row + top + 1, column + left + 1, sheet=self.name)
                    yield Drawn(cell(text, place), row, column, max(across, 1), max(down, 1))
