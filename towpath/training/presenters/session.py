"""A session's own page: what it was, and who came of each practice and staff group against who works there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Practice, SignUp
from towpath.training.models import Attendance, GroupAttendance, Session
from towpath.ui.words import as_time


@dataclass(frozen=True)
class StaffCell:
    """How many of a staff group came, and how many the practice had that day; None where they were not counted."""

    came: int
    had: int | None

    @property
    def words(self) -> str:
        if self.had is None:
            return f"{self.came} (staff not counted)" if self.came else "–"
        return f"{self.came} of {self.had}"

    @property
    def staff(self) -> str:
        """Who works there, for a session that is still to come."""
        return "not counted" if self.had is None else str(self.had)


@dataclass(frozen=True)
class SessionPracticeRow:
    """A practice at the session. `named` is None where this person may not see who came by name."""

    practice: Practice
    cells: tuple[StaffCell, ...]
    named: list[Attendance] | None
    unnamed: int

    @property
    def came(self) -> int:
        return sum(cell.came for cell in self.cells)


@dataclass(frozen=True)
class SessionPage:
    """The session with those of its practices that this person sees."""

    session: Session
    rows: tuple[SessionPracticeRow, ...]

    @property
    def groups(self) -> list[str]:
        return [group.label for group in StaffGroup]

    @property
    def came(self) -> int:
        return sum(row.came for row in self.rows)

    @property
    def by_group(self) -> list[int]:
        return [sum(row.cells[place].came for row in self.rows) for place in range(len(StaffGroup))]

    @property
    def shows_names(self) -> bool:
        return any(row.named for row in self.rows)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page says of the session besides its day."""
        session = self.session
        facts = [
            ("Time", as_time(session.starts_at) if session.starts_at else ""),
            ("Length", f"{session.minutes} minutes"),
            ("How", session.get_mode_display()),
            ("Place", session.place),
            ("Trained by", ", ".join(trainer.name for trainer in session.trainers.all())),
        ]
        return [*facts, ("Note", session.note)] if session.note else facts


def present_session(
    session: Session,
    sign_ups: Iterable[SignUp],
    named: Iterable[Attendance],
    grouped: Iterable[GroupAttendance],
    had: Mapping[tuple[int, str], int],
    names_of: frozenset[int],
) -> SessionPage:
    """The page, from rows already fetched; `names_of` are the practices whose people this person may see by name."""
    people: dict[int, list[Attendance]] = defaultdict(list)
    for row in named:
        people[row.learner.sign_up_id].append(row)
    counts = Counter({(one.sign_up_id, one.staff_group): one.people for one in grouped})
    rows = (_row(one, people[one.pk], counts, had, one.pk in names_of) for one in sign_ups)
    return SessionPage(session, tuple(rows))


def _row(
    sign_up: SignUp,
    people: list[Attendance],
    counts: Counter[tuple[int, str]],
    had: Mapping[tuple[int, str], int],
    shows_names: bool,
) -> SessionPracticeRow:
    by_name = Counter(row.learner.staff_group for row in people)
    cells = tuple(
        StaffCell(by_name[group] + counts[sign_up.pk, group], had.get((sign_up.pk, str(group)))) for group in StaffGroup
    )
    return SessionPracticeRow(
        practice=sign_up.practice,
        cells=cells,
        named=sorted(people, key=lambda row: row.learner.name.casefold()) if shows_names else None,
        unnamed=sum(counts[sign_up.pk, group] for group in StaffGroup),
    )
