"""What kind of file a person sent, or the sentence that says why it cannot be opened."""

import re

from towpath.documents.archive import DAMAGED
from towpath.documents.kinds import DocumentKind, kind_of
from towpath.documents.limits import check_size
from towpath.documents.table import UnreadableFile

# Words that stand in every attendance file of Teams and in no register that a practice keeps.
_OF_TEAMS = re.compile(
    r"meeting title|user action|first join|join time|in-meeting|attended participants|total number of participants",
    re.IGNORECASE,
)
_HEAD = 4_000  # characters in which a file of Teams says what it is


def speaks_of_teams(text: str) -> bool:
    """Whether these words begin an attendance file of a Teams meeting."""
    return bool(_OF_TEAMS.search(text[:_HEAD]))


def kind_sent(content: bytes, name: str) -> DocumentKind:
    """The kind of a file that is neither empty nor too large nor damaged in its wrapping."""
    check_size(content)
    try:
        return kind_of(content, name)
    except UnreadableFile:
        raise
    except Exception as error:
        # An archive that is cut or lying fails in ways of its own; to its sender they are all the same.
        raise UnreadableFile(DAMAGED) from error
