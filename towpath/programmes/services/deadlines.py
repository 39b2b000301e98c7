"""What became of the deadlines of milestones: how they were moved, and how milestones stood on an earlier day."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from towpath.foundation.clock import midnight
from towpath.foundation.deadlines import read_deadline, working_dates
from towpath.programmes.models import Milestone, Terms
from towpath.programmes.services.milestones import bases_of
from towpath.records.models import Change, ChangeQuerySet


def moves_of(milestones: Collection[int]) -> ChangeQuerySet:
    """Changes of the words of deadlines, by the keys of milestones."""
    return Change.objects.filter(
        subject_kind=Milestone._meta.label_lower, subject_key__in=milestones, field="deadline_words"
    )


def words_on(milestones: Collection[int], day: date) -> dict[int, str]:
    """The words that held at the end of a day, by the keys of milestones that were given others since."""
    later = moves_of(milestones).filter(made_at__gte=midnight(day + timedelta(days=1)))
    first: dict[int, str] = {}
    for change in later.order_by("pk"):
        first.setdefault(change.subject_key, change.before)
    return first


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
