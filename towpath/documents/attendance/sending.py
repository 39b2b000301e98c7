"""Whether a file that a person sent is the attendance file of a Teams meeting."""

import re

# Words that stand in every attendance file of Teams and in no register that a practice keeps.
_OF_TEAMS = re.compile(
    r"meeting title|user action|first join|join time|in-meeting|attended participants|total number of participants",
    re.IGNORECASE,
)
_HEAD = 4_000  # characters in which a file of Teams says what it is


def speaks_of_teams(text: str) -> bool:
    """Whether these words begin an attendance file of a Teams meeting."""
    return bool(_OF_TEAMS.search(text[:_HEAD]))
