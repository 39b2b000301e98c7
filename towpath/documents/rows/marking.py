"""The sender's own file given back with what is wrong marked in it: a colour, a note, and a column of sentences."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.rows.notes import COLOUR, LONGEST, CellNote, beside, by_row
from towpath.documents.rows.reading import RowNote
from towpath.documents.rows.sheets import SheetRows
from towpath.documents.writers.guard import guarded

_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def marked_copy(
    content: bytes, name: str, errors: Iterable[RowNote], sheets: Sequence[SheetRows] | None = None
) -> bytes:
    """An Excel workbook: the file itself where it is one, else its rows as they were read."""
    notes = [(one.sheet, one.row, one.column, str(one)) for one in errors]
    read = sheets if sheets is not None else read_apart(ReadingTask.MARKED_COPY, content, name=name, notes=notes)
    return read if isinstance(read, bytes) else _written(read, notes)


def _written(sheets: Sequence[SheetRows], notes: Iterable[CellNote]) -> bytes:
    said_of, target = by_row(notes), BytesIO()
    with Workbook(target, _OPTIONS) as book:
        wrong = book.add_format({"bg_color": f"#{COLOUR}"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name or None)
            side = max((sheet.number_of(len(cells) - 1) for _, cells in sheet.rows if cells), default=0)
            for number, cells in sheet.rows:
                said = said_of.get((sheet.name, number), [])
                marked = {column or sheet.number_of(0): sentence for column, sentence in said}
                for at, text in enumerate(cells):
                    column = sheet.number_of(at)
                    page.write_string(
                        number - 1, column - 1, guarded(text)[:LONGEST], wrong if column in marked else None
                    )
                for column, sentence in marked.items():
                    page.write_comment(number - 1, column - 1, sentence, {"author": "Towpath"})
                if said:
                    page.write_string(number - 1, side, beside(said), wrong)
    return target.getvalue()
