"""A row of the national file held against what is kept of its practice: what is new of it, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from towpath.documents.practices import PracticeRow, PracticeStatus
from towpath.documents.title_case import in_title_case
from towpath.practices.models import ChangeKind

LONGEST_CHANGE = 400
GP_PRACTICE = "RO76"


class RegisterEntry(NamedTuple):
    """A practice in the register: the columns of its table, in the order in which they are read and written."""

    code: str
    name: str
    address: list[str]
    postcode: str
    opened_on: date | None
    closed_on: date | None
    status: str
    is_gp_practice: bool
    settings: list[str]
    commissioner: str
    network: str
    telephone: str
    name_upper: str
    postcode_squeezed: str
    is_in_newest_file: bool

    @property
    def is_open(self) -> bool:
        return self.status == PracticeStatus.ACTIVE and self.closed_on is None

    @property
    def place(self) -> str:
        return ", ".join([*self.address, self.postcode]).strip(", ")[:LONGEST_CHANGE]


@dataclass(frozen=True, slots=True)
class Became:
    """One thing that became of a practice between two files."""

    kind: ChangeKind
    before: str
    after: str
    on: date | None = None


def entry_of(row: PracticeRow, kept: RegisterEntry | None) -> RegisterEntry:
    """The practice as it stands after this row.

    What one of the two dialects leaves blank or says more coarsely takes nothing from what is known: a blank
    commissioner, network, setting or telephone number, and "inactive" of one that is known to be closed. Names and
    addresses in capitals are kept as they are read; `name_upper` holds the register's own spelling.
    """
    settings = list(row.settings) or (kept.settings if kept else [])
    return RegisterEntry(
        code=row.code,
        name=in_title_case(row.name),
        address=[in_title_case(line) for line in row.address],
        postcode=row.postcode,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        status=_status(row, kept),
        is_gp_practice=GP_PRACTICE in settings,
        settings=settings,
        commissioner=row.commissioner or (kept.commissioner if kept else ""),
        network=row.network or (kept.network if kept else ""),
        telephone=row.telephone or (kept.telephone if kept else ""),
        name_upper=" ".join(row.name.upper().split()),
        postcode_squeezed=row.postcode.upper().replace(" ", ""),
        is_in_newest_file=True,
    )


def _status(row: PracticeRow, kept: RegisterEntry | None) -> str:
    """The new file says inactive of all that the old one told apart as closed, dormant and proposed."""
    if row.status is PracticeStatus.INACTIVE and kept is not None and kept.status != PracticeStatus.ACTIVE:
        return kept.status
    return row.status.value


def became(new: RegisterEntry, kept: RegisterEntry) -> Iterator[Became]:
    """What became of the practice. Another spelling of the same name or address is nothing that happened."""
    if not kept.is_in_newest_file:
        yield Became(ChangeKind.REOPENED, "No longer in the national file", "In the national file again")
    if not _same(new.name, kept.name):
        yield Became(ChangeKind.RENAMED, kept.name, new.name)
    if not _same(new.place, kept.place):
        yield Became(ChangeKind.MOVED, kept.place, new.place)
    if new.is_open != kept.is_open:
        yield _opened_or_closed(new, kept)
    if new.commissioner != kept.commissioner:
        yield Became(ChangeKind.COMMISSIONER, kept.commissioner, new.commissioner)
    if new.network != kept.network:
        yield Became(ChangeKind.NETWORK, kept.network, new.network)
    if sorted(new.settings) != sorted(kept.settings):
        yield Became(ChangeKind.SETTING, ", ".join(kept.settings), ", ".join(new.settings))


def _opened_or_closed(new: RegisterEntry, kept: RegisterEntry) -> Became:
    """The register gives the day of closing, and none of opening again."""
    kind = ChangeKind.REOPENED if new.is_open else ChangeKind.CLOSED
    return Became(kind, kept.status.capitalize(), new.status.capitalize(), new.closed_on)


def _same(one: str, other: str) -> bool:
    return one == other or one.casefold().split() == other.casefold().split()
