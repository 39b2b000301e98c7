"""Sessions, attendance, feedback, the rule for fully trained with who reached it, and support."""

from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models.feedback import Answer, Moment, Question
from towpath.training.models.rules import Attainment, TrainingRule
from towpath.training.models.sessions import (
    Attendance,
    AttendanceFile,
    GroupAttendance,
    Learner,
    Session,
    SessionState,
    Trainer,
)
from towpath.training.models.support import Support, SupportKind

__all__ = [
    "Answer",
    "Attainment",
    "Attendance",
    "AttendanceFile",
    "GroupAttendance",
    "Learner",
    "Moment",
    "Question",
    "Session",
    "SessionKind",
    "SessionMode",
    "SessionState",
    "Support",
    "SupportKind",
    "Trainer",
    "TrainingRule",
]
