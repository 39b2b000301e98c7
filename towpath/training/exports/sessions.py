"""The list of sessions as a file: counts, and no name of anybody who came."""

from collections.abc import Collection, Iterable
from datetime import date

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.models import Session
from towpath.training.presenters.sessions import SessionLine

COLUMNS = (
    Column("Session", 10),
    Column("Day", 12),
    Column("Kind", 30),
    Column("State", 12),
    Column("Site", 20),
    Column("How", 14),
    Column("Minutes", 10),
    Column("Practices", 60),
    Column("Number of practices", 12),
    Column("People", 10),
)


def session_sheet(sessions: Iterable[Session], count: int, sites_seen: Collection[int], day: date) -> Sheet:
    """A row for each session. People are blank where none were recorded yet or the reader sees one practice only."""
    return Sheet("Sessions", COLUMNS, (_row(one, sites_seen, day) for one in sessions), count)


def _row(session: Session, sites_seen: Collection[int], day: date) -> list[str | int | date | None]:
    line = SessionLine(session, session.site_id in sites_seen, day)
    return [
        session.pk, session.held_on, session.title, session.get_state_display(), session.site.area,
        session.get_mode_display(), session.minutes, "; ".join(line.practices), len(line.practices), line.people,
    ]  # fmt: skip
