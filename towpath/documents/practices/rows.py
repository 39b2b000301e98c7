"""One line of the practice file made into a practice, or refused with a sentence that names the row."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from towpath.documents.practices.dialects import STATUSES, dialect_of_setting, roles_of
from towpath.documents.practices.practice import Dialect, PracticeRow
from towpath.documents.table import UnreadableFile

COLUMNS = 27
_TOWN, _STATUS, _SETTING = 7, 12, 25
_DAY = 8  # digits of a date such as 19480705


class Lines:
    """Makes the lines of one file into practices, and remembers what the lines before said: the dialect, the
    codes, and the settings whose meaning is not known.
    """

    def __init__(self) -> None:
        self.dialect: Dialect | None = None
        self.unknown: Counter[str] = Counter()
        self._first = 0
        self._rows_of: dict[str, int] = {}

    def practice(self, cells: Sequence[str], row: int) -> PracticeRow:
        """The practice of this line."""
        if len(cells) != COLUMNS:
            raise UnreadableFile(
                f"Row {row} has {len(cells)} columns and the practice file has {COLUMNS}: send it as it came."
            )
        cells = [cell.strip() for cell in cells]
        self._check_dialect(cells[_STATUS], cells[_SETTING], row)
        return self._made(cells, self._new_code(cells[0], row), row)

    def _made(self, cells: Sequence[str], code: str, row: int) -> PracticeRow:
        return PracticeRow(
            code=code,
            name=cells[1],
            national_grouping=cells[2],
            health_geography=cells[3],
            address=tuple(line for line in cells[4:9] if line),
            town=cells[_TOWN] or None,
            postcode=cells[9],
            opened_on=_day(cells[10], row, "opening"),
            closed_on=_day(cells[11], row, "closing"),
            status=STATUSES[cells[_STATUS].upper()][1],
            commissioner=cells[14],
            joined_on=_day(cells[15], row, "joining"),
            left_on=_day(cells[16], row, "leaving"),
            telephone=cells[17],
            network=_network(cells[23]),
            settings=self._settings(cells[_SETTING]),
            row=row,
        )

    def _new_code(self, written: str, row: int) -> str:
        code = written.upper()
        if not code:
            raise UnreadableFile(f"Row {row} has no organisation code: every practice needs one.")
        before = self._rows_of.setdefault(code, row)
        if before != row:
            raise UnreadableFile(f"Rows {before} and {row} have the same organisation code, {code}.")
        return code

    def _check_dialect(self, status: str, setting: str, row: int) -> None:
        """Status and setting of every row are of the dialect that the first row is in."""
        if status.upper() not in STATUSES:
            raise UnreadableFile(
                f"Row {row} has the status “{status}”: A, C, D, P, ACTIVE or INACTIVE was expected in column 13."
            )
        dialect = STATUSES[status.upper()][0]
        if self.dialect is None:
            self.dialect, self._first = dialect, row
        if dialect is not self.dialect:
            raise UnreadableFile(self._mixed(f"the status “{status}”", dialect, row))
        if setting:
            self._check_setting(setting, row)

    def _check_setting(self, setting: str, row: int) -> None:
        dialect = dialect_of_setting(setting.upper())
        if dialect is None:
            raise UnreadableFile(
                f"Row {row} has the setting “{setting}”: a number or role codes were expected in column 26."
            )
        if dialect is not self.dialect:
            raise UnreadableFile(self._mixed(f"the setting “{setting}”", dialect, row))

    def _mixed(self, what: str, dialect: Dialect, row: int) -> str:
        if row == self._first:
            return f"Row {row} has {what} of the {dialect} file and a status of the {self.dialect} one."
        return (
            f"Row {row} has {what} of the {dialect} file, and row {self._first} is of the {self.dialect} one: "
            "do not join two files."
        )

    def _settings(self, written: str) -> tuple[str, ...]:
        roles = roles_of(written.upper())
        if roles is None:
            self.unknown[written] += 1
        return roles or ()


def _network(code: str) -> str:
    """Column 24 is a primary care network where its code begins with U; else it repeats the commissioner."""
    return code if code.upper().startswith("U") else ""


def _day(written: str, row: int, which: str) -> date | None:
    """A date of eight digits; a blank is no date."""
    if not written:
        return None
    try:
        return _as_date(written)
    except ValueError as error:
        raise UnreadableFile(
            f"Row {row} has the {which} date “{written}”: a day such as 20240401 was expected."
        ) from error


@lru_cache(maxsize=20_000)
def _as_date(written: str) -> date:
    """Half of all practices share a few hundred days, such as 1 April, so each is worked out once."""
    if len(written) != _DAY or not written.isascii() or not written.isdigit():
        raise ValueError(written)
    return date(int(written[:4]), int(written[4:6]), int(written[6:]))
