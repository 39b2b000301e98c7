"""How long somebody was there, as Teams and people write it."""

import re

_UNITS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?))?[\s,]*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:m|mins?|minutes?))?[\s,]*"
    r"(?:(?P<seconds>\d+)\s*(?:s|secs?|seconds?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 60  # characters: no length of time is written in more


def seconds_in(written: str) -> int | None:
    """The length of time in words such as "1h 2m 3s", "45 mins" or "1:30:00"; None where they say none."""
    plain = written.strip()
    if len(plain) > _LONGEST:
        return None
    found = _CLOCK.fullmatch(plain) or _UNITS.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (float(found[unit] or 0) for unit in ("hours", "minutes", "seconds"))
    return round(hours * 3600 + minutes * 60 + seconds)


def minutes_in(written: str) -> int | None:
    """The whole minutes in a length of time; a bare number is minutes."""
    plain = written.strip()
    is_bare = len(plain) <= _LONGEST and _NUMBER.fullmatch(plain)
    seconds = round(float(plain) * 60) if is_bare else seconds_in(plain)
    return None if seconds is None else seconds // 60
