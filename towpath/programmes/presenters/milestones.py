"""Milestones in lists: whose they are, when they are due, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from towpath.programmes.models import Milestone
from towpath.records.moved_deadlines import Move, moves_by_key
from towpath.ui.due import Due, due_of


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone in a list."""

    pk: int
    name: str
    whose: str
    due: Due
    met_on: date | None
    note: str
    earlier: tuple[Move, ...] = ()

    @property
    def rating(self) -> tuple[str, str, bool]:
        """Its state as a tag: the word, the colour, and whether it is done."""
        if self.met_on:
            return "Met", "green", True
        return ("Overdue", "red", False) if self.due.is_late else ("To meet", "grey", False)


def present_milestones(milestones: Iterable[Milestone], day: date) -> tuple[MilestoneLine, ...]:
    """Milestones fetched with their programme, site and phase, in the order given."""
    listed = list(milestones)
    earlier = moves_by_key(Milestone, [one.pk for one in listed])
    return tuple(present_milestone(one, day, earlier.get(one.pk, ())) for one in listed)


def present_milestone(
    milestone: Milestone, day: date, earlier: tuple[Move, ...] = ()
) -> MilestoneLine:  # fmt: skip
    base, is_met = milestone.bases(), milestone.met_on is not None
    return MilestoneLine(
        pk=milestone.pk,
        name=milestone.name,
        whose=milestone.site.area if milestone.site else "Whole programme",
        due=due_of(milestone.deadline, milestone.due_on, base, day, is_done=is_met),
        met_on=milestone.met_on,
        note=milestone.note,
        earlier=earlier,
    )
