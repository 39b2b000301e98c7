"""Excel workbooks: frozen headings, filters, real dates, and the row count under the last row."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from towpath.documents.writers.guard import cleaned, guarded
from towpath.documents.writers.sheet import Sheet, Value

LONGEST_TEXT = 32_767  # Excel's own limit for a cell
LONGEST_NAME = 31  # and for the name of a sheet
CUT = " … (cut here: Excel holds no more in one cell; the CSV file has all of it)"
OPTIONS = {
    "constant_memory": True,  # row by row to disk: a large plan needs no more memory than a small one
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\\n", " "))
A4 = 9


def excel_workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet for each. Raises `CutShortError` where a sheet has not all its rows."""
    target = BytesIO()
    with Workbook(target, OPTIONS) as workbook:
        workbook.set_properties({"title": cleaned(title)})
        looks = _Looks(workbook)
        for name, sheet in zip(_names(sheets), sheets, strict=True):
            _write(workbook.add_worksheet(name), sheet, looks)
    return target.getvalue()


class _Looks:
    """How cells look: headings, text, dates, moments and the closing line."""

    def __init__(self, workbook: Workbook) -> None:
        top = {"valign": "top", "font_name": "Arial", "font_size": 10}

        def look(**more: object) -> Format:
            return workbook.add_format(top | more)

        self.heading = look(bold=True, bg_color="#123F68", font_color="#FFFFFF", text_wrap=True)
        self.text = look(text_wrap=True)
        self.day = look(num_format="d mmm yyyy", align="left")
        self.moment = look(num_format="d mmm yyyy hh:mm", align="left")
        self.closing = look(bold=True)


def _write(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, guarded(column.heading), looks.heading)
    for number, row in enumerate(sheet.counted(), start=1):
        for at, value in enumerate(row):
            _write_cell(page, number, at, value, looks)
    page.autofilter(0, 0, sheet.count, len(sheet.columns) - 1)
    page.write_string(sheet.count + 2, 0, sheet.closing, looks.closing)


def _write_cell(page: Worksheet, row: int, column: int, value: Value, looks: _Looks) -> None:
    match value:
        case None:
            page.write_blank(row, column, None, looks.text)
        case datetime():
            page.write_datetime(row, column, value, looks.moment)
        case date():
            page.write_datetime(row, column, value, looks.day)
        case str():
            page.write_string(row, column, _fitting(guarded(value)), looks.text)
        case _:
            page.write_number(row, column, value, looks.text)


def _fitting(text: str) -> str:
    return text if _begun(text, LONGEST_TEXT) == text else _begun(text, LONGEST_TEXT - len(CUT)) + CUT


def _begun(text: str, length: int) -> str:
    """So much of a text as Excel counts it: in UTF-16, where an emoji is two. None is cut in half."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """A name for each sheet; one that another has already, in whatever case, gets a number."""
    names: list[str] = []
    for sheet in sheets:
        taken = {name.casefold() for name in names}
        numbers = (f" {number}" if number else "" for number in (0, *range(2, len(sheets) + 2)))
        names.append(next(name for end in numbers if (name := _name(sheet.title, end)).casefold() not in taken))
    return names


def _name(title: str, end: str) -> str:
    """A sheet's name may not begin or end with an apostrophe, nor hold certain signs."""
    name = cleaned(title).translate(FORBIDDEN_IN_NAMES)
    return (_begun(name, LONGEST_NAME - len(end)).strip("' ") or "Sheet") + end
