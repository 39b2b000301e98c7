"""A session as one line of a list."""

from dataclasses import dataclass
from datetime import date

from towpath.training.models import Session, SessionState

NAMED = 2  # practices named in a line before the rest is counted


@dataclass(frozen=True)
class SessionLine:
    """One session, fetched with its site and the practices this person sees."""

    session: Session
    sees_site: bool
    day: date

    @property
    def people(self) -> int | None:
        """None where this person sees only one of its practices, or nobody was recorded yet."""
        return self.session.people if self.sees_site and self.session.is_counted else None

    @property
    def is_waiting(self) -> bool:
        return self.session.state == SessionState.PLANNED and self.session.held_on <= self.day

    @property
    def is_uncounted(self) -> bool:
        return self.session.state == SessionState.HELD and not self.session.is_counted

    @property
    def practices(self) -> list[str]:
        return [sign_up.practice.name for sign_up in self.session.practices.all()]

    @property
    def practices_in_words(self) -> str:
        """Lock Cottage Surgery, Weir Lane Practice and 3 more."""
        practices = self.practices
        named, more = ", ".join(practices[:NAMED]), len(practices) - NAMED
        return f"{named} and {more} more" if more > 0 else named
