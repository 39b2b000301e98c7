"""A spreadsheet's values as the person at the screen sees them."""

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell

# Excel's date letters and what `strftime` calls them, the longest first. Two-letter and longer months are
# tried before minutes could be meant, since a plan's dates carry no minutes.
_DATE_LETTERS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "{month}",
    "dddd": "%A", "ddd": "%a", "dd": "%d", "d": "{day}",
}  # fmt: skip
_DATE_LETTER = re.compile("|".join(_DATE_LETTERS), re.IGNORECASE)
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|;.*$|[\\"]|_.|\*.')
_UK_DATE = "dd/mm/yyyy"
_SYSTEM_DATES = frozenset({"mm-dd-yy", "m/d/yy", "yyyy-mm-dd h:mm:ss", "yyyy-mm-dd", "general"})


def shown(cell: "ExcelCell") -> str:
    """A cell's value in its own number format, where that changes the meaning: "Apr-25" is a month, not a
    day.
    """
    return written(cell.value, cell.number_format or "General")


def written(value: object, number_format: str = "General") -> str:
    """A value as words. Dates of no particular format are written the British way, day first."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return _date(value, number_format)
    if isinstance(value, (int, float)):
        return _number(float(value), number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    if number_format.rstrip().endswith("%"):
        return f"{round(value * 100, 10):.10g}%"
    return str(int(value)) if value.is_integer() else f"{value:.15g}"


def _date(value: date, number_format: str) -> str:
    visible = _NOT_SHOWN.sub("", number_format).strip()
    pattern = _UK_DATE if visible.lower() in _SYSTEM_DATES or not _DATE_LETTER.search(visible) else visible
    day_only = re.split(r"\s*[hH]", pattern)[0] or _UK_DATE
    wanted = _DATE_LETTER.sub(lambda found: _DATE_LETTERS[found[0].lower()], day_only.replace("%", ""))
    return value.strftime(wanted).replace("{month}", str(value.month)).replace("{day}", str(value.day))
