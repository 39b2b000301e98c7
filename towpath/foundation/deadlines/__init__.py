"""Deadlines: the words as written, what they mean, the working date that follows and where it stands."""

from towpath.foundation.deadlines.bases import Base, Bases, Day, base_named
from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Precision, Recurrence, Unit
from towpath.foundation.deadlines.doing import Sense, sense_of
from towpath.foundation.deadlines.done import as_of
from towpath.foundation.deadlines.reading import read_deadline
from towpath.foundation.deadlines.rereading import READ_AGAIN, Reread, read_again
from towpath.foundation.deadlines.standing import SOON_DAYS, Standing, base_day, due_on, standing
from towpath.foundation.deadlines.states import stands_alone
from towpath.foundation.deadlines.wording import in_words
from towpath.foundation.deadlines.working import WorkingDates, working_dates

__all__ = [
    "READ_AGAIN",
    "SOON_DAYS",
    "Base",
    "Bases",
    "Day",
    "Deadline",
    "Meaning",
    "Offset",
    "Precision",
    "Recurrence",
    "Reread",
    "Sense",
    "Standing",
    "Unit",
    "WorkingDates",
    "as_of",
    "base_day",
    "base_named",
    "due_on",
    "in_words",
    "read_again",
    "read_deadline",
    "sense_of",
    "standing",
    "stands_alone",
    "working_dates",
]
