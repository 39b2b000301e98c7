"""A practice as its row in the NHS file tells of it, whichever dialect the file was written in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.documents.rows import RowNote

GP_PRACTICE = "RO76"


class Dialect(StrEnum):
    """How a file writes status and setting: the old one in letters and numbers, the new one in words and
    role codes."""

    OLD = "old"
    NEW = "new"


class PracticeStatus(StrEnum):
    """Whether a practice is at work. The old file tells closed, dormant and proposed apart; the new one says
    inactive for all three.
    """

    ACTIVE = "active"
    CLOSED = "closed"
    DORMANT = "dormant"
    PROPOSED = "proposed"
    INACTIVE = "inactive"


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One organisation that may prescribe: a general practice, or one of the other settings beside it.

    `address` are the lines that hold anything, `town` the fourth of five, which is where the file keeps it.
    `network` is "" where column 24 names none, `settings` are role codes in both dialects, and `row` is the line of the
    file, counted from 1.
    """

    code: str
    name: str
    national_grouping: str
    health_geography: str
    address: tuple[str, ...]
    town: str | None
    postcode: str
    opened_on: date | None
    closed_on: date | None
    status: PracticeStatus
    commissioner: str
    joined_on: date | None
    left_on: date | None
    telephone: str
    network: str
    settings: tuple[str, ...]
    row: int

    @property
    def is_gp_practice(self) -> bool:
        return GP_PRACTICE in self.settings


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """A whole file. `doubts` are sentences for the person who sent it; `sha256` is of the bytes they sent.

    Where anything is among `errors`, the file is not to be taken: its other rows are not the whole register.
    """

    dialect: Dialect
    encoding: str
    rows: tuple[PracticeRow, ...]
    sha256: str
    doubts: tuple[str, ...] = ()
    errors: tuple[RowNote, ...] = ()
    left_out: tuple[RowNote, ...] = ()
