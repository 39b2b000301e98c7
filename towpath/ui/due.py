"""When something is due, as a list shows it: of an action, of a milestone, of whatever else has a deadline."""

from dataclasses import dataclass
from datetime import date

from towpath.foundation.deadlines import Deadline, Standing, in_words, standing
from towpath.ui.words import as_day


@dataclass(frozen=True)
class Due:
    """When something is due: the words as written, what they mean, the working date and where that stands."""

    words: str
    meaning: str
    working_date: date | None
    standing: Standing
    base_date: date | None
    needs_base: bool
    doubt: str

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.OVERDUE

    @property
    def counted_from(self) -> str:
        """The base date in a sentence, where the words count from one."""
        if not self.needs_base:
            return ""
        if self.base_date is None:
            return "No base date recorded, so there is no working date."
        return f"Counted from {as_day(self.base_date)}."

    @property
    def adds_a_date(self) -> bool:
        """Does the working date say more than the words and their meaning, which may name that very day?"""
        day = as_day(self.working_date)
        return bool(day) and day not in self.meaning and day != self.words


def due_of(
    deadline: Deadline, working_date: date | None, base_date: date | None, day: date, *, is_done: bool
) -> Due:  # fmt: skip
    """A deadline on a day: its own words, what they mean, and where the working date stands."""
    return Due(
        words=deadline.text,
        meaning=in_words(deadline),
        working_date=working_date,
        standing=standing(deadline, base_date, day, is_done=is_done),
        base_date=base_date,
        needs_base=deadline.needs_base,
        doubt=deadline.doubt,
    )
