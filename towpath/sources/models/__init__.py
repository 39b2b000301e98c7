"""Documents as they arrived, how each was read, and how columns were read, kept for the next."""

from towpath.sources.models.documents import SourceDocument
from towpath.sources.models.readings import ColumnMapping, Reading, ReadingState

__all__ = ["ColumnMapping", "Reading", "ReadingState", "SourceDocument"]
