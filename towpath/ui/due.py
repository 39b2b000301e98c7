"""When something is due, as a list shows it: of an action, of a milestone, of whatever else has a deadline."""

from dataclasses import dataclass
from datetime import date

from towpath.foundation.deadlines import Bases, Day, Deadline, Standing, as_of, base_day, in_words, standing
from towpath.ui.words import as_day


@dataclass(frozen=True)
class Due:
    """When something is due: the words as written, what they mean, the working date and where that stands."""

    words: str
    meaning: str
    working_date: date | None
    standing: Standing
    base: Day | None
    base_words: str
    is_counted: bool
    doubt: str

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.OVERDUE

    @property
    def counted_from(self) -> str:
        """The base date in a sentence, where the words count from one."""
        if not self.is_counted:
            return ""
        if self.base:
            return f"Counted from {', '.join(part for part in (self.base.called, as_day(self.base.on)) if part)}."
        if self.base_words:
            return f"The day “{self.base_words}” is not recorded, so there is no working date."
        return "No base date recorded, so there is no working date."

    @property
    def adds_a_date(self) -> bool:
        """Does the working date say more than the words and their meaning, which may name that very day?"""
        day = as_day(self.working_date)
        return bool(day) and day not in self.meaning and day != self.words


def due_of(
    deadline: Deadline, working_date: date | None, base: Bases | date | None, day: date, *, is_done: bool
) -> Due:
    """A deadline on a day: its own words, what they mean, and where the working date stands."""
    deadline = as_of(deadline, day)
    counted = deadline.counted
    is_counted = deadline.needs_base or counted.base_on is not None
    return Due(
        words=deadline.text,
        meaning=in_words(deadline),
        working_date=working_date,
        standing=standing(deadline, base, day, is_done=is_done),
        base=base_day(deadline, base) if is_counted else None,
        base_words=counted.base_words,
        is_counted=is_counted,
        doubt=deadline.doubt,
    )
