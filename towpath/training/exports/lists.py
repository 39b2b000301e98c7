"""Lists of training as files: sessions, support, refreshers due and feedback, without the name of anybody who came."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.facts.feedback import QuestionFigures
from towpath.training.models import Session, Support
from towpath.training.presenters.refreshers import Refresher
from towpath.training.presenters.sessions import SessionLine

SESSIONS = (
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
SUPPORT = ("Date", "Site", "Practice code", "Practice", "What it was", "Hours", "Given by", "Note")
NOT_SHOWN = "Not shown to you"
REFRESHERS = (
    "Practice code", "Practice", "Site", "Fully trained since", "Last refresher", "Refresher due", "Standing",
    "Refresher planned",
)  # fmt: skip
FEEDBACK = (
    "Programme", "Measures", "Question", "Scale", "People with both answers", "Mean before", "Mean after",
    "Mean change", "Improved", "Same", "Worse", "One answer only",
)  # fmt: skip


def session_sheet(sessions: Iterable[Session], count: int, sites_seen: Collection[int], day: date) -> Sheet:
    """A row for each session. People are blank where none were recorded yet or the reader sees one practice only."""
    return Sheet("Sessions", SESSIONS, (_session_row(one, sites_seen, day) for one in sessions), count)


def _session_row(session: Session, sites_seen: Collection[int], day: date) -> list[str | int | date | None]:
    line = SessionLine(session, session.site_id in sites_seen, day)
    return [
        session.pk, session.held_on, session.title, session.get_state_display(), session.site.area,
        session.get_mode_display(), session.minutes, "; ".join(line.practices), len(line.practices), line.people,
    ]  # fmt: skip


def support_sheet(pieces: Iterable[tuple[Support, bool]], count: int) -> Sheet:
    """A row for each piece; with it comes whether the reader may see its note."""
    rows = (
        (piece.given_on, piece.sign_up.site.area, piece.sign_up.practice.code, piece.sign_up.practice.name,
         piece.get_kind_display(), float(piece.hours), piece.giver, piece.note if shows_note else NOT_SHOWN)
        for piece, shows_note in pieces
    )  # fmt: skip
    return Sheet("Support to practices", tuple(Column(heading) for heading in SUPPORT), rows, count)


def refresher_sheet(found: Sequence[Refresher]) -> Sheet:
    """A row for each practice, in the order of the page."""
    rows = (
        (one.sign_up.practice.code, one.sign_up.practice.name, one.sign_up.site.area, one.trained.reached_on,
         one.trained.refreshed_on, one.due_on, one.in_words, one.planned_on)
        for one in found
    )  # fmt: skip
    return Sheet("Refreshers due", tuple(Column(heading) for heading in REFRESHERS), rows, len(found))


def feedback_sheet(lines: Sequence[tuple[str, QuestionFigures]]) -> Sheet:
    """A row for each question of each programme."""
    rows = (
        (programme, line.question.topic, line.question.wording, line.question.scale,
         *(figure.cell for figure in line.figures))
        for programme, line in lines
    )  # fmt: skip
    return Sheet("Feedback", tuple(Column(heading) for heading in FEEDBACK), rows, len(lines))
