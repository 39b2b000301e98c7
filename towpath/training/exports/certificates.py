"""Certificates of training as a PDF to PDF/UA-1: a page for each person, without emblem or colour of any body."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils.text import get_text_list

from towpath.documents.writers.pdf import typeset
from towpath.training.kinds import SessionKind
from towpath.training.models import Attendance, Session
from towpath.ui.words import as_day, count_of

TEMPLATE = Path(__file__).resolve().parent.parent / "print" / "certificates.typ"


@dataclass(frozen=True)
class Certificate:
    """What one certificate says."""

    name: str
    practice: str
    session: str
    held_on: str
    length: str
    mode: str
    trainers: str
    programme: str


def certificates_as_pdf(session: Session, attendances: Sequence[Attendance], made_at: datetime) -> bytes:
    """A page for each of these people, fetched with their practices."""
    trainers = [trainer.name for trainer in session.trainers.all()]
    pages = [asdict(certificate_of(session, attendance, trainers)) for attendance in attendances]
    return typeset(TEMPLATE, {"certificates": pages, "made_on": as_day(made_at)}, made_at=made_at)


def certificate_of(session: Session, attendance: Attendance, trainers: Sequence[str]) -> Certificate:
    """One person's certificate."""
    learner = attendance.learner
    return Certificate(
        name=learner.name,
        practice=learner.sign_up.practice.name,
        session=taught(session),
        held_on=as_day(session.held_on),
        length=_length(attendance.minutes, session.minutes),
        mode=str(session.get_mode_display()).lower(),
        trainers=get_text_list(list(trainers), "and"),
        programme=session.site.programme.name,
    )


def taught(session: Session) -> str:
    """What the session taught; a catch-up names what it catches up."""
    if session.kind == SessionKind.CATCH_UP and session.counts_as != SessionKind.CATCH_UP:
        return f"{session.get_counts_as_display()} (catch-up)"
    return str(session.get_kind_display())


def _length(stayed: int | None, minutes: int) -> str:
    """How long the session was; how much of it the person was there for, where that is known to be less."""
    whole = in_hours(minutes)
    return whole if stayed is None or stayed >= minutes else f"{in_hours(stayed)} of {whole}"


def in_hours(minutes: int) -> str:
    """2 hours, or 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    said = [count_of(hours, "hour")] if hours else []
    return " ".join([*said, count_of(rest, "minute")] if rest or not hours else said)
