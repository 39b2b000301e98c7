"""The columns of the practice file, known by their places, and what the lines before say of the next."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from towpath.documents.practices.dialects import STATUSES, dialect_of_setting, roles_of
from towpath.documents.practices.practice import Dialect, PracticeRow
from towpath.documents.rows import CellError, FileColumn, FileRow

WIDTH = 27
_CODE = re.compile(r"[A-Z0-9]{3,10}")
_DAY = 8  # digits of a date such as 19480705


def _code(written: str) -> str:
    """A code is part of an address."""
    if not _CODE.fullmatch(code := written.upper()):
        raise CellError("3 to 10 letters and digits were expected.")
    return code


def _status(written: str) -> str:
    if written.upper() not in STATUSES:
        raise CellError("A, C, D, P, ACTIVE or INACTIVE was expected.")
    return written


def _setting(written: str) -> str:
    if dialect_of_setting(written.upper()) is None:
        raise CellError("a number or role codes were expected.")
    return written


@lru_cache(maxsize=20_000)
def _day(written: str) -> date:
    """A date of eight digits. Half of all practices share a few hundred days, such as 1 April, so each is worked out
    once.
    """
    try:
        if len(written) != _DAY or not written.isascii() or not written.isdigit():
            raise ValueError(written)
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError as error:
        raise CellError("a day such as 20240401 was expected.") from error


COLUMNS = {
    0: FileColumn("organisation code", parse=_code, if_blank="Every practice needs a code."),
    1: FileColumn("name", longest=200),
    2: FileColumn("national grouping"),
    3: FileColumn("health geography"),
    **{at: FileColumn(f"address line {at - 3}") for at in range(4, 9)},
    9: FileColumn("postcode", longest=10),
    10: FileColumn("opening date", parse=_day),
    11: FileColumn("closing date", parse=_day),
    12: FileColumn("status", parse=_status, if_blank="It is blank: A, C, D, P, ACTIVE or INACTIVE was expected."),
    14: FileColumn("commissioner", longest=10),
    15: FileColumn("joining date", parse=_day),
    16: FileColumn("leaving date", parse=_day),
    17: FileColumn("telephone", longest=40),
    23: FileColumn("network", longest=10),
    25: FileColumn("setting", parse=_setting),
}
_ADDRESS = [COLUMNS[at].name for at in range(4, 9)]
_TOWN = COLUMNS[7].name


class Lines:
    """Remembers what the lines before said: the dialect, the codes, and the settings whose meaning is not known."""

    def __init__(self) -> None:
        self.dialect: Dialect | None = None
        self.unknown: Counter[str] = Counter()
        self._first = 0
        self._rows_of: dict[str, int] = {}

    def check(self, row: FileRow) -> Iterator[tuple[str, str]]:
        """A code stands once, and status and setting of every row are of the dialect that the first row is in."""
        code, status, setting = (row.values[name] for name in ("organisation code", "status", "setting"))
        before = self._rows_of.setdefault(code, row.number)
        if before != row.number:
            yield "organisation code", f"Row {before} has the same, {code}."
        dialect = STATUSES[status.upper()][0]
        if self.dialect is None:
            self.dialect, self._first = dialect, row.number
        if dialect is not self.dialect:
            yield "status", self._mixed(status, dialect, row.number)
        if setting and (other := dialect_of_setting(setting.upper())) and other is not self.dialect:
            yield "setting", self._mixed(setting, other, row.number)

    def _mixed(self, written: str, dialect: Dialect, row: int) -> str:
        if row == self._first:
            return f"“{written}” is of the {dialect} file, and the status of the {self.dialect} one."
        return (
            f"“{written}” is of the {dialect} file, and row {self._first} is of the {self.dialect} one: "
            "do not join two files."
        )

    def practice(self, row: FileRow) -> PracticeRow:
        """The practice of a row that is right."""
        said = row.values
        return PracticeRow(
            code=said["organisation code"],
            name=said["name"],
            national_grouping=said["national grouping"],
            health_geography=said["health geography"],
            address=tuple(said[line] for line in _ADDRESS if said[line]),
            town=said[_TOWN] or None,
            postcode=said["postcode"],
            opened_on=said["opening date"],
            closed_on=said["closing date"],
            status=STATUSES[said["status"].upper()][1],
            commissioner=said["commissioner"],
            joined_on=said["joining date"],
            left_on=said["leaving date"],
            telephone=said["telephone"],
            network=_network(said["network"]),
            settings=self._settings(said["setting"] or ""),
            row=row.number,
        )

    def _settings(self, written: str) -> tuple[str, ...]:
        roles = roles_of(written.upper())
        if roles is None:
            self.unknown[written] += 1
        return roles or ()


def _network(code: str) -> str:
    """Column 24 is a primary care network where its code begins with U; else it repeats the commissioner."""
    return code if code.upper().startswith("U") else ""
