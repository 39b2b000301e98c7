"""Names of people and of organisations, told apart by their words."""

import re
from collections.abc import Sequence

from towpath.documents.shaping.heading_words import WORDS

# What an organisation's name ends in. Such a name may hold a comma or an "and": "Housing, Health and Care Directorate".
ENDINGS = frozenset({
    "agency", "authorities", "authority", "board", "care", "commissioner", "committee", "communities",
    "council", "crime", "department", "directorate", "division", "forum", "group", "justice", "office",
    "partnership", "protection", "service", "services", "team", "teams", "training", "trust", "unit",
    "wellbeing",
})  # fmt: skip
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Prof|DCI|DI|DS|PC|Supt)\.? )?[A-Z][a-z][\w’'-]*(?: [A-Z][\w’'.-]*){1,2}"
)


def are_people(lines: Sequence[str]) -> bool:
    """Whether each of two lines or more is a person's name: two or three words with capitals, none of the field's."""
    return len(lines) > 1 and all(map(_is_person, lines))


def _is_person(name: str) -> bool:
    return _PERSON.fullmatch(name) is not None and not any(
        word.casefold() in ENDINGS or word.upper() in WORDS for word in name.split()
    )
