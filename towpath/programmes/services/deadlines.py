"""How milestones stood on an earlier day."""

from collections.abc import Sequence
from datetime import date

from towpath.foundation.deadlines import read_deadline
from towpath.programmes.models import Milestone, Terms
from towpath.programmes.models.milestones import bases_of
from towpath.records.reckoning import reckon_from, set_words


def stood_on(milestone: Milestone, day: date, terms: Sequence[Terms], words: str | None = None) -> Milestone:
    """A milestone, not to be saved, as it stood on a day: the words that held, if others do now, its dates by what was
    agreed by then, and not met where it was met later."""
    if milestone.met_on and milestone.met_on > day:
        milestone.met_on = None
    if words is not None and words != milestone.deadline_words:
        set_words(milestone, read_deadline(words, day))
    reckon_from(milestone, bases_of(milestone, terms), day)
    return milestone
