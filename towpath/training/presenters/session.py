"""A session's own page: what it was, and who came of each practice and staff group against who works there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.training.models import Attendance, GroupAttendance, Session, SessionState
from towpath.training.presenters.sessions import BADGES, begins, title_of


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
class AttendeeLine:
    """Somebody who came, for those who may see names."""

    name: str
    group: str
    minutes: int | None


@dataclass(frozen=True)
class SessionPracticeRow:
    """A practice at the session. `names` is None where this person may not see them."""

    pk: int
    code: str
    name: str
    cells: tuple[StaffCell, ...]
    names: tuple[AttendeeLine, ...] | None
    unnamed: int

    @property
    def came(self) -> int:
        return sum(cell.came for cell in self.cells)


@dataclass(frozen=True)
class SessionPage:
    """Everything the page shows."""

    pk: int
    version: int
    title: str
    area: str
    site_pk: int
    state: str
    badge: str
    is_held: bool
    is_counted: bool
    facts: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    rows: tuple[SessionPracticeRow, ...]

    @property
    def came(self) -> int:
        return sum(row.came for row in self.rows)

    @property
    def by_group(self) -> tuple[int, ...]:
        return tuple(sum(row.cells[place].came for row in self.rows) for place in range(len(self.groups)))

    @property
    def shows_names(self) -> bool:
        return any(row.names for row in self.rows)


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
    state = SessionState(session.state)
    return SessionPage(
        pk=session.pk,
        version=session.version,
        title=title_of(session),
        area=session.site.area,
        site_pk=session.site_id,
        state=state.label,
        badge=BADGES[state],
        is_held=state is SessionState.HELD,
        is_counted=session.is_counted,
        facts=_facts(session),
        groups=tuple(group.label for group in StaffGroup),
        rows=tuple(_row(one, people[one.pk], counts, had, one.pk in names_of) for one in sign_ups),
    )


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
    attendees = tuple(
        AttendeeLine(row.learner.name, StaffGroup(row.learner.staff_group).label, row.minutes)
        for row in sorted(people, key=lambda row: row.learner.name.casefold())
    )
    return SessionPracticeRow(
        pk=sign_up.pk,
        code=sign_up.practice.code,
        name=sign_up.practice.name,
        cells=cells,
        names=attendees if shows_names else None,
        unnamed=sum(counts[sign_up.pk, group] for group in StaffGroup),
    )


def _facts(session: Session) -> tuple[tuple[str, str], ...]:
    """What the page says of the session besides its day."""
    trainers = ", ".join(trainer.name for trainer in session.trainers.all())
    return (
        ("Time", begins(session.starts_at)),
        ("Length", f"{session.minutes} minutes"),
        ("How", session.get_mode_display()),
        ("Place", session.place),
        ("Trained by", trainers),
        *((("Note", session.note),) if session.note else ()),
    )
