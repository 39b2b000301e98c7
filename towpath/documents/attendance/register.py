"""A register of a session kept in a spreadsheet: who was asked, from which practice, and who came."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from towpath.documents.attendance.columns import (
    ATTENDED,
    COLUMNS,
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    MINUTES,
    NAME,
    PRACTICE,
    PRACTICE_CODE,
    STAFF_GROUP,
)
from towpath.documents.attendance.people import Register, RegisterRow
from towpath.documents.attendance.sending import speaks_of_teams
from towpath.documents.rows import FileRow, SheetRows, rows_in
from towpath.documents.table import UnreadableFile
from towpath.documents.wording import folded, normalised

_ROWS_SEARCHED = 30  # the report of a meeting says in its first lines what it is
_TEAMS = (
    "This is the attendance report of a Teams meeting saved as a workbook: save it as CSV, or take it out of Teams "
    "again, and send the .csv file."
)
_NO_NAMES = "No column of this file is headed “Name”: give the register a row of headings and try again."
_NOBODY = "The register has headings and no people: choose the file again."
_NO_ATTENDED = "No column says who attended: everyone listed is taken to have come."


def register_in(sheets: Sequence[SheetRows], sha256: str) -> Register:
    """The register in the sheets of a file, its columns found by their headings in any order."""
    if any(map(_is_of_teams, sheets)):
        raise UnreadableFile(_TEAMS)
    people = _People()
    read = rows_in(sheets, COLUMNS, none=_NO_NAMES, is_enough=_names_people, check=people.check)
    if not read.rows and not read.errors:
        raise UnreadableFile(_NOBODY)
    doubts = () if ATTENDED in read.names else (_NO_ATTENDED,)
    return Register(tuple(map(_as_person, read.rows)), read.errors, doubts, sha256)


def _is_of_teams(sheet: SheetRows) -> bool:
    """Its headings are no people, and its times no minutes; as CSV it is read as what it is."""
    return speaks_of_teams("\n".join(cell for _, cells in sheet.rows[:_ROWS_SEARCHED] for cell in cells))


def _names_people(names: Collection[str]) -> bool:
    return NAME in names or {FIRST_NAME, LAST_NAME} <= set(names)


def _as_person(row: FileRow) -> RegisterRow:
    """The practice's code where the row has one, as names repeat. A blank under attended is no answer; without such a
    column, whoever is listed came.
    """
    minutes = row.values.get(MINUTES)

    def said(name: str) -> str:
        return normalised(row.values.get(name, ""))

    return RegisterRow(
        name=said(NAME) or " ".join(filter(None, (said(FIRST_NAME), said(LAST_NAME)))),
        email=said(EMAIL),
        staff_group_words=said(STAFF_GROUP),
        practice_words=said(PRACTICE_CODE) or said(PRACTICE),
        attended=row.values.get(ATTENDED, minutes != 0),
        minutes=minutes,
        row=row.number,
    )


@dataclass
class _People:
    """Who is in the register already."""

    _known: dict[tuple[str, str], list[RegisterRow]] = field(default_factory=lambda: defaultdict(list))

    def check(self, row: FileRow) -> Iterator[tuple[str, str]]:
        """The same name in the same practice is one person, unless their addresses tell them apart. An address
        alone does not: a practice's front desk often shares one.
        """
        person = _as_person(row)
        if not person.name:
            yield NAME, "It is blank: write who the row is about."
            return
        if ATTENDED in row.values and not person.attended and person.minutes:
            yield ATTENDED, f"It says that nobody came, and {person.minutes} minutes are counted: correct one of them."
            return
        known = self._known[folded(person.name), folded(person.practice_words)]
        for before in known:
            if not before.email or not person.email or folded(before.email) == folded(person.email):
                yield NAME, f"It repeats {person.name}, who is in row {before.row} for the same practice."
                return
        known.append(person)
