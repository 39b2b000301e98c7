"""What is done with papers."""

from towpath.papers.services.deciding import approve, issue, send_back
from towpath.papers.services.files import cancel, file_of, try_again
from towpath.papers.services.writing import begin, contents_now, contents_of, restate, write

__all__ = [
    "approve",
    "begin",
    "cancel",
    "contents_now",
    "contents_of",
    "file_of",
    "issue",
    "restate",
    "send_back",
    "try_again",
    "write",
]
