"""The national register of practices, a site's own practices, sessions, attendance, feedback, and support."""

from towpath.training.kinds import Kind, SessionMode
from towpath.training.models.feedback import Answer, Moment, Question
from towpath.training.models.practices import Headcount, ListSize, SignUp
from towpath.training.models.register import ChangeKind, Practice, PracticeChange, RegisterLoad
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
    "ChangeKind",
    "GroupAttendance",
    "Headcount",
    "Kind",
    "Learner",
    "ListSize",
    "Moment",
    "Practice",
    "PracticeChange",
    "Question",
    "RegisterLoad",
    "Session",
    "SessionMode",
    "SessionState",
    "SignUp",
    "Support",
    "SupportKind",
    "Trainer",
    "TrainingRule",
]
