"""The register of general practices as the NHS publishes it, read from the file "epraccur" in both its dialects."""

from towpath.documents.practices.practice import Dialect, PracticeFile, PracticeRow, PracticeStatus
from towpath.documents.practices.reading import practice_sheets, read_practice_file

__all__ = ["Dialect", "PracticeFile", "PracticeRow", "PracticeStatus", "practice_sheets", "read_practice_file"]
