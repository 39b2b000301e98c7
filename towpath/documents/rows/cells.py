"""What a cell says, however people and spreadsheets write it. What is refused says what to write instead."""

import re
from datetime import date, datetime, timedelta

from towpath.documents.wording import folded

_YES = frozenset({"yes", "y", "true", "1", "✓", "✔", "☑"})
_NO = frozenset({"no", "n", "false", "0", "✗", "✘"})
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d{1,9})(?:\.0+)?", re.ASCII)
_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y")
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.0+)?", re.ASCII)  # of a day from 1927 to 2173
_DAY_0 = date(1899, 12, 30)  # from which Excel counts days


class CellError(Exception):
    """What a cell says cannot be taken; the message says what to write."""


def whole_number(text: str, least: int, most: int) -> int:
    """4, 4.0 and 1,200 as spreadsheets and people write them, from `least` to `most`."""
    number = int(re.sub(r"[, ]|\.0+$", "", text)) if _NUMBER.fullmatch(text) else None
    if number is None or not least <= number <= most:
        raise CellError(f"use a whole number from {least:,} to {most:,}.")
    return number


def yes_or_no(text: str, yes: frozenset[str] = frozenset(), no: frozenset[str] = frozenset()) -> bool:
    """A yes or a no, or one of the words that mean as much in this column."""
    said = folded(text)
    if said not in _YES | _NO | yes | no:
        raise CellError("write yes or no.")
    return said in _YES | yes


def day(text: str) -> date:
    """A day as a person writes it, day first; as ISO 8601; or as the number that a spreadsheet keeps for it."""
    if _SERIAL.fullmatch(text):
        return _DAY_0 + timedelta(days=int(float(text)))
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise CellError("write a day such as 1 April 2024 or 01/04/2024.")
