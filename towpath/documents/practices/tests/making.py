"""Practice files made for tests and measurements: invented practices only, as many as the real file has."""

import csv
from collections.abc import Sequence
from io import StringIO

from towpath.documents.practices import Dialect

ROWS = 15_350
ACTIVE_GP_PRACTICES = 6_570

# Status and setting of practices beyond the active ones, in both dialects, taken in turn.
_OTHERS = (
    (("C", "INACTIVE"), ("4", "RO76")),
    (("A", "ACTIVE"), ("1", "RO87")),
    (("D", "INACTIVE"), ("4", "RO76")),
    (("A", "ACTIVE"), ("3", "RO80|RO87")),
    (("A", "ACTIVE"), ("0", "RO72")),
    (("P", "INACTIVE"), ("25", "RO82")),
    (("C", "INACTIVE"), ("", "")),
    (("A", "ACTIVE"), ("22", "RO258")),
)  # fmt: skip
_GP_PRACTICE = (("A", "ACTIVE"), ("4", "RO76"))


def practice_file(rows: int = ROWS, dialect: Dialect = Dialect.NEW, encoding: str = "utf-8") -> bytes:
    """A file of so many rows, of which the same share as in the real file are active general practices."""
    gp_practices = round(rows * ACTIVE_GP_PRACTICES / ROWS)
    return written([practice(number, dialect, is_gp=number <= gp_practices) for number in range(1, rows + 1)], encoding)


def written(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """The file of these rows."""
    target = StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
    return target.getvalue().encode(encoding)


def practice(number: int = 1, dialect: Dialect = Dialect.NEW, *, is_gp: bool = True, **changed: str) -> list[str]:
    """The 27 cells of one invented practice; `changed` by the column they stand in, such as `c13="X"`."""
    (old_status, new_status), (old_setting, new_setting) = _GP_PRACTICE if is_gp else _OTHERS[number % len(_OTHERS)]
    is_old = dialect is Dialect.OLD
    cells = [""] * 27
    cells[0:4] = f"Z{number:05}", f"CAFÉ ROW PRACTICE {number} (INVENTED)", "Y99", "QZZ"
    cells[4:9] = f"{number} CAFÉ ROW", "", "LOCKSIDE", "INVENTED TOWN", ""
    cells[9] = f"ZZ{number % 89 + 1} {number % 9 + 1}ZZ"
    cells[10] = f"{1974 + number % 50}0401"
    cells[12] = old_status if is_old else new_status
    cells[11] = "20190331" if old_status in {"C", "D"} else ""
    cells[13] = ("B" if is_old else "RO177") if number % 7 else "Z"
    cells[14:18] = f"99Z{number % 9}", "20230401", "", f"01632 96{number % 1000:04}"
    cells[21] = "0"
    cells[23] = f"U{number % 1300:05}"
    cells[25] = old_setting if is_old else new_setting
    for column, value in changed.items():
        cells[int(column.removeprefix("c")) - 1] = value
    return cells
