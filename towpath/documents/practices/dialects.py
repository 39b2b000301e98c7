"""The two dialects of the practice file: what a status or a setting is called in each, and what both mean."""

import re

from towpath.documents.practices.practice import Dialect, PracticeStatus

STATUSES = {
    "A": (Dialect.OLD, PracticeStatus.ACTIVE),
    "C": (Dialect.OLD, PracticeStatus.CLOSED),
    "D": (Dialect.OLD, PracticeStatus.DORMANT),
    "P": (Dialect.OLD, PracticeStatus.PROPOSED),
    "ACTIVE": (Dialect.NEW, PracticeStatus.ACTIVE),
    "INACTIVE": (Dialect.NEW, PracticeStatus.INACTIVE),
}

# Prescribing settings of the old file, by number, and the roles the new file gives the same organisation.
ROLES_BY_NUMBER: dict[str, tuple[str, ...]] = {
    "0": ("RO72",),
    "1": ("RO87",),
    "2": ("RO80",),
    "3": ("RO80", "RO87"),
    "4": ("RO76",),
    "8": ("RO255",),
    "9": ("RO247",),
    "10": ("RO250",),
    "11": ("RO252",),
    "12": ("RO259",),
    "13": ("RO249",),
    "14": ("RO246",),
    "22": ("RO258",),
    "25": ("RO82",),
}

_ROLES = re.compile(r"RO[0-9]{1,4}(?:\|RO[0-9]{1,4})*")
_NUMBER = re.compile(r"[0-9]{1,2}")


def dialect_of_setting(written: str) -> Dialect | None:
    """The dialect a setting is written in; None for what neither writes. A blank, which both may leave, is not
    asked about.
    """
    if _NUMBER.fullmatch(written):
        return Dialect.OLD
    return Dialect.NEW if _ROLES.fullmatch(written) else None


def roles_of(written: str) -> tuple[str, ...] | None:
    """The role codes of a setting, in order; None for a number whose meaning is not known here."""
    if not written:
        return ()
    if _NUMBER.fullmatch(written):
        return ROLES_BY_NUMBER.get(str(int(written)))
    return tuple(sorted(set(written.split("|"))))
