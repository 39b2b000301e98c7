"""A practice's sign-ups on its page: what a site knows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from towpath.access.verdicts import Verdict
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.parts import ShownPracticePart


@dataclass(frozen=True)
class CountRow:
    """The counts of one day; a group that was not counted that day has none."""

    as_of: date
    people: tuple[int | None, ...]

    @property
    def has_gaps(self) -> bool:
        return None in self.people


@dataclass(frozen=True)
class SignUpSection:
    """One sign-up with its parts, and what this reader may record and know of it."""

    sign_up: SignUp
    parts: Sequence[ShownPracticePart]
    may_record: Verdict
    shows_names: bool

    @property
    def counts(self) -> list[CountRow]:
        """A row for each day on which anything was counted, the newest first."""
        by_day: dict[date, dict[str, int]] = {}
        for count in self.sign_up.headcounts.all():
            by_day.setdefault(count.as_of, {})[count.staff_group] = count.people
        days = sorted(by_day, reverse=True)
        return [CountRow(day, tuple(by_day[day].get(group) for group in StaffGroup)) for day in days]
