"""Milestones in lists: whose they are, when they are due, and where they stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from towpath.programmes.models import Milestone
from towpath.programmes.services.milestones import bases_of
from towpath.records.moved_deadlines import moves_of
from towpath.ui.due import Due, due_of


@dataclass(frozen=True)
class EarlierDeadline:
    """The words of a deadline that was moved, when it was and why."""

    words: str
    moved_on: datetime
    why: str


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone in a list."""

    pk: int
    name: str
    whose: str
    due: Due
    met_on: date | None
    note: str
    earlier: tuple[EarlierDeadline, ...] = ()

    @property
    def rating(self) -> tuple[str, str, bool]:
        """Its state as a tag: the word, the colour, and whether it is done."""
        if self.met_on:
            return "Met", "green", True
        return ("Overdue", "red", False) if self.due.is_late else ("To meet", "grey", False)


def present_milestones(milestones: Iterable[Milestone], day: date) -> tuple[MilestoneLine, ...]:
    """Milestones fetched with their programme, site and phase, in the order given."""
    listed = list(milestones)
    earlier = earlier_deadlines([one.pk for one in listed])
    return tuple(present_milestone(one, day, earlier.get(one.pk, ())) for one in listed)


def earlier_deadlines(milestones: Collection[int]) -> dict[int, tuple[EarlierDeadline, ...]]:
    """The deadlines that were moved, by milestone, the latest first."""
    if not milestones:
        return {}
    found: dict[int, tuple[EarlierDeadline, ...]] = {}
    for one in moves_of(Milestone, milestones).exclude(before="").order_by("-pk"):
        earlier = EarlierDeadline(one.before, one.made_at, one.reason)
        found[one.subject_key] = (*found.get(one.subject_key, ()), earlier)
    return found


def present_milestone(
    milestone: Milestone, day: date, earlier: tuple[EarlierDeadline, ...] = ()
) -> MilestoneLine:  # fmt: skip
    base, is_met = bases_of(milestone), milestone.met_on is not None
    return MilestoneLine(
        pk=milestone.pk,
        name=milestone.name,
        whose=milestone.site.area if milestone.site else "Whole programme",
        due=due_of(milestone.deadline, milestone.due_on, base, day, is_done=is_met),
        met_on=milestone.met_on,
        note=milestone.note,
        earlier=earlier,
    )
