"""A session as one line of a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.ui.words import as_time

NAMED = 2  # practices named in a line before the rest is counted
BADGES = {SessionState.PLANNED: "blue", SessionState.HELD: "green", SessionState.CANCELLED: "grey"}


@dataclass(frozen=True)
class SessionLine:
    """One session. `people` is None where this person sees only one of its practices, or nobody was recorded yet."""

    pk: int
    title: str
    held_on: date
    starts_at: str
    area: str
    mode: str
    practices: tuple[str, ...]
    people: int | None
    state: str
    badge: str
    is_waiting: bool
    is_uncounted: bool

    @property
    def practices_in_words(self) -> str:
        """Lock Cottage Surgery, Weir Lane Practice and 3 more."""
        named, more = ", ".join(self.practices[:NAMED]), len(self.practices) - NAMED
        return f"{named} and {more} more" if more > 0 else named


def title_of(session: Session) -> str:
    """Catch-up for clinical session 1; every other kind by its own name."""
    label = SessionKind(session.kind).label
    if session.kind != SessionKind.CATCH_UP:
        return label
    repeated = SessionKind(session.counts_as).label
    return f"{label} for {repeated[0].lower()}{repeated[1:]}"


def begins(moment: time | None) -> str:
    """1:00pm, without a zone: the time on the practice's own wall."""
    if moment is None:
        return ""
    return as_time(datetime.combine(date(2000, 1, 1), moment))


def present_lines(sessions: Iterable[Session], sites_seen: Collection[int], day: date) -> tuple[SessionLine, ...]:
    """Sessions fetched with their site and the practices this person sees."""
    return tuple(_line(one, one.site_id in sites_seen, day) for one in sessions)


def _line(session: Session, sees_whole: bool, day: date) -> SessionLine:
    state = SessionState(session.state)
    return SessionLine(
        pk=session.pk,
        title=title_of(session),
        held_on=session.held_on,
        starts_at=begins(session.starts_at),
        area=session.site.area,
        mode=session.get_mode_display(),
        practices=tuple(sign_up.practice.name for sign_up in session.practices.all()),
        people=session.people if sees_whole and session.is_counted else None,
        state=state.label,
        badge=BADGES[state],
        is_waiting=state is SessionState.PLANNED and session.held_on <= day,
        is_uncounted=state is SessionState.HELD and not session.is_counted,
    )
