"""What is asked of the process that reads files from outside: by which reader, and how much each may take.

This and `apart` are all that the rest of Towpath knows of the readers.
"""

from dataclasses import dataclass
from enum import StrEnum

_MEGABYTE = 1024 * 1024
MOST_WRITTEN = 64 * _MEGABYTE  # what is handed on must fit beside everything else where people are served


@dataclass(frozen=True)
class ReadingLimits:
    """`memory` in bytes that the process may fill; `processor` and `clock` in seconds, as somebody waits at a page."""

    memory: int = 512 * _MEGABYTE
    processor: int = 20
    clock: int = 40


class ReadingTask(StrEnum):
    DOCUMENT = "document"
    ROWS = "rows"
    MARKED_COPY = "marked copy"
    ATTENDANCE = "attendance"
    TEAMS = "teams"
    REGISTER = "register"
    PRACTICES = "practices"
    PRACTICE_ROWS = "practice rows"
    EVIDENCE = "evidence"
    PLAN = "plan"
    ARRIVING_PLAN = "arriving plan"
    COMPARISON = "comparison"
    GUARDS = "guards"


# Each takes the bytes of the file and what else was asked, by name.
READERS = {
    ReadingTask.DOCUMENT: "towpath.documents.readers.document:read_document",
    ReadingTask.ROWS: "towpath.documents.readers.sheets:read_sheets",
    ReadingTask.MARKED_COPY: "towpath.documents.readers.marking:marked_or_sheets",
    ReadingTask.ATTENDANCE: "towpath.documents.readers.attendance:read_attendance",
    ReadingTask.TEAMS: "towpath.documents.readers.attendance:read_teams",
    ReadingTask.REGISTER: "towpath.documents.readers.attendance:read_register",
    ReadingTask.PRACTICES: "towpath.documents.practices.reading:read_practices",
    ReadingTask.PRACTICE_ROWS: "towpath.documents.practices.reading:practice_sheets",
    ReadingTask.EVIDENCE: "towpath.documents.readers.evidence:check_evidence",
    ReadingTask.PLAN: "towpath.documents.readers.plan:plan_of",
    ReadingTask.ARRIVING_PLAN: "towpath.documents.readers.plan:document_and_columns",
    ReadingTask.COMPARISON: "towpath.documents.readers.plan:comparisons_of",
    ReadingTask.GUARDS: "towpath.documents.readers.guards:missing",
}
_VAST = ReadingLimits(memory=1024 * _MEGABYTE, processor=60, clock=120)  # every practice of a nation
LIMITS = {task: ReadingLimits() for task in ReadingTask} | dict.fromkeys(
    (ReadingTask.PRACTICES, ReadingTask.PRACTICE_ROWS), _VAST
)
