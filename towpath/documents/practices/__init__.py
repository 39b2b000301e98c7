"""The register of general practices as the NHS publishes it, read from the file "epraccur" in both its dialects."""

from towpath.documents.practices.practice import Dialect, PracticeFile, PracticeRow, PracticeStatus
from towpath.documents.practices.reading import read_practice_file

__all__ = ["Dialect", "PracticeFile", "PracticeRow", "PracticeStatus", "read_practice_file"]
