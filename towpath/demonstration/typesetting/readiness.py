"""The readiness tracker as a workbook: a band for each agency, a status word and its account in one cell."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

from towpath.demonstration.typesetting.contents import Contents
from towpath.demonstration.typesetting.word import MADE_ON

FIELDS = ("ref", "recommendation", "action", "lead", "deadline", "status")
PLAIN = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
HEADER = PLAIN | {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
BAND = PLAIN | {"bold": True, "bg_color": "#D9D9D9"}
LINE_HEIGHT = 13
TITLE = {"font_name": "Arial", "font_size": 14, "bold": True}


def readiness_as_excel(contents: Contents) -> bytes:
    buffer = BytesIO()
    # Everything is text, as people type it: "3.1" is a reference and not a number, "Mar-25" no date.
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"title": contents["title"], "created": MADE_ON.replace(tzinfo=None)})
        _fill(book, contents)
    return buffer.getvalue()


def _fill(book: Any, contents: Contents) -> None:
    sheet = book.add_worksheet(contents["sheet"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    for column, width in enumerate(contents["widths"]):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, contents["title"], book.add_format(TITLE))
    sheet.write_row(2, 0, contents["headings"], book.add_format(HEADER))
    _write_bands(sheet, contents, book.add_format(PLAIN), book.add_format(BAND))


def _write_bands(sheet: Any, contents: Contents, plain: Any, bold: Any) -> None:
    at = 3
    for band in contents["bands"]:
        sheet.merge_range(at, 0, at, len(FIELDS) - 1, band["name"], bold)
        for at, row in enumerate(band["rows"], start=at + 1):  # noqa: B020 -- the next band begins below the last row
            sheet.set_row(at, _height(row, contents["widths"]))
            for column, field in enumerate(FIELDS):
                sheet.write_string(at, column, row[field], plain)
        at += 1


def _height(row: Contents, widths: Sequence[int]) -> int:
    """Points enough for the cell with most lines; a width is how many characters fit in a column."""
    lines = (len(wrap(row[field], width)) for field, width in zip(FIELDS, widths, strict=True))
    return LINE_HEIGHT * max(lines) + 2
