"""Deadlines: the words as written, what they mean, the working date that follows and where it stands."""

from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Precision, Recurrence, Unit
from towpath.foundation.deadlines.reading import read_deadline
from towpath.foundation.deadlines.standing import SOON_DAYS, Standing, due_on, standing
from towpath.foundation.deadlines.wording import in_words
from towpath.foundation.deadlines.working import WorkingDates, working_dates

__all__ = [
    "SOON_DAYS",
    "Deadline",
    "Meaning",
    "Offset",
    "Precision",
    "Recurrence",
    "Standing",
    "Unit",
    "WorkingDates",
    "due_on",
    "in_words",
    "read_deadline",
    "standing",
    "working_dates",
]
