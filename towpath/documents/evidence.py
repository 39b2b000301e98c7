"""The door for evidence: a file that is kept as it is, once it is known to be what its name says."""

from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask


def check_evidence(content: bytes, name: str) -> None:
    """Raises `UnreadableFile` with the sentence to show where it holds something else, or macros, or a password."""
    read_apart(ReadingTask.EVIDENCE, content, name=name)
