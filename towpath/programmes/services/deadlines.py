"""How milestones stood on an earlier day."""

from collections.abc import Sequence
from datetime import date

from towpath.foundation.deadlines import read_deadline, working_dates
from towpath.programmes.models import Milestone, Terms
from towpath.programmes.services.milestones import bases_of


def stood_on(milestone: Milestone, day: date, terms: Sequence[Terms], words: str | None = None) -> Milestone:
    """A milestone, not to be saved, as it stood on a day: the words that held, if others do now, its dates by what was
    agreed by then, and not met where it was met later."""
    if milestone.met_on and milestone.met_on > day:
        milestone.met_on = None
    if words is not None and words != milestone.deadline_words:
        milestone.deadline_words, milestone.deadline_kept = words, read_deadline(words, day).as_json()
        milestone.__dict__.pop("deadline", None)
    worked = working_dates(milestone.deadline, bases_of(milestone, terms), day)
    milestone.due_on, milestone.overdue_after = worked.due_on, worked.overdue_after
    milestone.lacks_base = worked.lacks_base
    return milestone
