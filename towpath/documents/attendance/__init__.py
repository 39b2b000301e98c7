"""Who came to a session, read from the file that Teams exports or from a register kept in a spreadsheet."""

from towpath.documents.attendance.door import read_attendance, read_register, read_teams
from towpath.documents.attendance.moments import DateOrder
from towpath.documents.attendance.people import Attended, Register, RegisterRow, TeamsAttendance
from towpath.documents.attendance.staff import StaffGroup, staff_group_of

__all__ = [
    "Attended",
    "DateOrder",
    "Register",
    "RegisterRow",
    "StaffGroup",
    "TeamsAttendance",
    "read_attendance",
    "read_register",
    "read_teams",
    "staff_group_of",
]
