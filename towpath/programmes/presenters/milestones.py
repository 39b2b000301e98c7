"""Milestones in lists: whose they are, when they are due, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from towpath.programmes.models import Milestone
from towpath.records.moved_deadlines import Move, moves_by_key
from towpath.ui.due import Due, due_of


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone in a list: when it is due as its list shows it, and what its deadline was before."""

    milestone: Milestone
    due: Due
    earlier: tuple[Move, ...] = ()

    @property
    def whose(self) -> str:
        return self.milestone.site.area if self.milestone.site else "Whole programme"

    @property
    def rating(self) -> tuple[str, str, bool]:
        """Its state as a tag: the word, the colour, and whether it is done."""
        if self.milestone.met_on:
            return "Met", "green", True
        return ("Overdue", "red", False) if self.due.is_late else ("To meet", "grey", False)


def present_milestones(milestones: Iterable[Milestone], day: date) -> tuple[MilestoneLine, ...]:
    """Milestones fetched with their programme, site and phase, in the order given."""
    listed = list(milestones)
    earlier = moves_by_key(Milestone, [one.pk for one in listed])
    return tuple(present_milestone(one, day, earlier.get(one.pk, ())) for one in listed)


def present_milestone(milestone: Milestone, day: date, earlier: tuple[Move, ...] = ()) -> MilestoneLine:
    is_met = milestone.met_on is not None
    due = due_of(milestone.deadline, milestone.due_on, milestone.bases(), day, is_done=is_met)
    return MilestoneLine(milestone, due, earlier)
