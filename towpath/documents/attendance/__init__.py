"""Who came to a session, read from the file that Teams exports or from a register kept in a spreadsheet."""

from towpath.documents.attendance.meeting import Attended
from towpath.documents.attendance.moments import DateOrder
from towpath.documents.attendance.register import Register, RegisterRow, read_register
from towpath.documents.attendance.staff import StaffGroup, staff_group_of
from towpath.documents.attendance.teams import TeamsAttendance, read_teams

__all__ = [
    "Attended",
    "DateOrder",
    "Register",
    "RegisterRow",
    "StaffGroup",
    "TeamsAttendance",
    "read_register",
    "read_teams",
    "staff_group_of",
]
