"""The columns of a register, found by their headings in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from towpath.documents.grid import Grid
from towpath.documents.table import Cell, UnreadableFile
from towpath.documents.wording import folded, normalised

_ROWS_SEARCHED = 15  # a title, a date and a trainer may stand above the headings
_MARKS = re.compile(r"[^\w]+")


class AttendanceColumn(StrEnum):
    """What a column of a register may hold; the value is what a sentence calls it."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "e-mail address"
    STAFF_GROUP = "staff group"
    PRACTICE_CODE = "practice code"
    PRACTICE = "practice"
    ATTENDED = "attended"
    MINUTES = "minutes"


_HEADINGS = {
    AttendanceColumn.NAME: (
        "name|full name|attendee|attendee name|participant|participant name|staff|staff name|staff member|"
        "name of staff member|delegate|delegate name|learner|learner name|colleague"
    ),
    AttendanceColumn.FIRST_NAME: "first name|forename|given name|firstname",
    AttendanceColumn.LAST_NAME: "last name|surname|family name|lastname",
    AttendanceColumn.EMAIL: (
        "email|e mail|email address|e mail address|work email|work email address|nhs email|contact email|"
        "nhs email address"
    ),
    AttendanceColumn.STAFF_GROUP: (
        "staff group|role|job role|job title|position|profession|occupation|post|staff type|staff role|"
        "role in practice|job|designation"
    ),
    AttendanceColumn.PRACTICE_CODE: (
        "practice code|ods code|ods|practice ods code|surgery code|organisation code|org code"
    ),
    AttendanceColumn.PRACTICE: (
        "practice|practice name|gp practice|gp practice name|surgery|surgery name|gp surgery|"
        "medical centre|health centre|organisation|organisation name|workplace|name of practice"
    ),
    AttendanceColumn.ATTENDED: (
        "attended|attendance|attended yes no|attended y n|present|was present|did they attend|"
        "in attendance|attended session|attendance status|present yes no|present y n"
    ),
    AttendanceColumn.MINUTES: (
        "minutes|mins|minutes attended|minutes present|duration|duration minutes|duration mins|"
        "time attended|length of attendance|attendance minutes|minutes in session"
    ),
}  # fmt: skip
_FIELDS = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}


@dataclass(frozen=True)
class Columns:
    """Where each thing stands, and the row in which the people begin, both counted from 0."""

    places: dict[AttendanceColumn, int]
    start: int

    def words(self, cells: Sequence[Cell], field: AttendanceColumn) -> str:
        """What a row says under this heading; "" where the register has no such column."""
        return normalised(cells[self.places[field]].text) if field in self.places else ""

    def name(self, cells: Sequence[Cell]) -> str:
        parts = (self.words(cells, part) for part in (AttendanceColumn.FIRST_NAME, AttendanceColumn.LAST_NAME))
        return self.words(cells, AttendanceColumn.NAME) or " ".join(filter(None, parts))

    def practice(self, cells: Sequence[Cell]) -> str:
        """The code where the row has one, as names repeat."""
        return self.words(cells, AttendanceColumn.PRACTICE_CODE) or self.words(cells, AttendanceColumn.PRACTICE)


def columns_of(grid: Grid) -> Columns | None:
    """The columns of a register; None for a table whose headings name nobody."""
    rows = grid.rows[:_ROWS_SEARCHED]
    at = max(range(len(rows)), key=lambda number: len(_found(rows[number])), default=None)
    if at is None:
        return None
    found = _found(rows[at])
    fields = {field for field, _ in found}
    if AttendanceColumn.NAME not in fields and not {AttendanceColumn.FIRST_NAME, AttendanceColumn.LAST_NAME} <= fields:
        return None
    return Columns(_once(found, rows[at]), at + 1)


def _found(cells: Sequence[Cell]) -> list[tuple[AttendanceColumn, int]]:
    """Each cell that is a heading, and of what."""
    plain = (_MARKS.sub(" ", folded(cell.text)).strip() for cell in cells)
    return [(_FIELDS[words], at) for at, words in enumerate(plain) if words in _FIELDS]


def _once(found: Sequence[tuple[AttendanceColumn, int]], cells: Sequence[Cell]) -> dict[AttendanceColumn, int]:
    """One column for each thing: two leave a choice that is the sender's."""
    places: dict[AttendanceColumn, int] = {}
    for field, at in found:
        if field in places:
            both = " and ".join(f"“{normalised(cells[place].text)}”" for place in (places[field], at))
            raise UnreadableFile(f"Two columns could be the {field}, {both}: keep one of them and try again.")
        places[field] = at
    return places
