"""The register of general practices as the NHS publishes it, read from the file "epraccur" in both its dialects."""

from towpath.documents.practices.door import practice_sheets, read_practice_file
from towpath.documents.practices.practice import Dialect, PracticeFile, PracticeRow, PracticeStatus

__all__ = ["Dialect", "PracticeFile", "PracticeRow", "PracticeStatus", "practice_sheets", "read_practice_file"]
