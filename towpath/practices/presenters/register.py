"""Loads of the national register, what each changed, and a practice's own history, in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.practices.models import ChangeKind, Practice, PracticeChange
from towpath.ui.words import as_day

# Roles of an organisation that may prescribe (NHS ODS); one that is not named here is shown by its code.
ROLES = {
    "RO72": "Other",
    "RO76": "GP practice",
    "RO80": "Out-of-hours service",
    "RO82": "Prison",
    "RO87": "Walk-in centre",
    "RO246": "Care home",
    "RO247": "Community health service",
    "RO249": "Hospice",
    "RO250": "Hospital service",
    "RO252": "Optometry service",
    "RO255": "Public health service",
    "RO258": "Sexual assault referral centre",
    "RO259": "Urgent and emergency care",
}


@dataclass(frozen=True)
class Happened:
    """One thing that became of a practice."""

    pk: int
    is_merger: bool
    code: str
    practice: str
    title: str
    day: date
    before: str
    after: str
    into: str


@dataclass(frozen=True)
class KindOfChange:
    """How often a load found one kind of change, with a few of the practices."""

    kind: str
    label: str
    count: int
    examples: tuple[tuple[str, str], ...]


def roles_in_words(codes: Iterable[str]) -> str:
    """GP practice, walk-in centre."""
    return ", ".join(ROLES.get(code, code) for code in codes)


def present_change(change: PracticeChange) -> Happened:
    """A change in words; its `practice` and `into` must be fetched."""
    kind = ChangeKind(change.kind)
    is_setting = kind is ChangeKind.SETTING
    return Happened(
        pk=change.pk,
        is_merger=kind is ChangeKind.MERGED,
        code=change.practice.code,
        practice=change.practice.name,
        title=_title(change, kind),
        day=change.happened_on,
        before=_settings(change.before) if is_setting else change.before,
        after=_settings(change.after) if is_setting else change.after,
        into=change.into.code if change.into else "",
    )


def _title(change: PracticeChange, kind: ChangeKind) -> str:
    """Earlier files' column 24 was kept as a network where it repeats the commissioner: that is called by no name."""
    if kind is ChangeKind.REOPENED and change.before == "Proposed":
        return "Opened"
    is_network = any(code.upper().startswith("U") for code in (change.before, change.after))
    return "New code in column 24" if kind is ChangeKind.NETWORK and not is_network else kind.label


def present_kinds(counts: Iterable[tuple[str, int]], examples: Iterable[PracticeChange]) -> list[KindOfChange]:
    """Kinds of change in the order in which they are defined."""
    named: dict[str, list[Practice]] = defaultdict(list)
    for change in examples:
        named[change.kind].append(change.practice)
    found = dict(counts)
    return [
        KindOfChange(kind.value, kind.label, found[kind], tuple((one.code, one.name) for one in named[kind]))
        for kind in ChangeKind
        if kind in found
    ]


def present_facts(practice: Practice) -> Sequence[tuple[str, object]]:
    """What the register says of a practice, as pairs of name and value."""
    return (
        ("Code", practice.code),
        ("Address", ", ".join([*practice.address, practice.postcode]).strip(", ")),
        ("Telephone", practice.telephone),
        ("What it is", roles_in_words(practice.settings)),
        ("Commissioner (sub-ICB)", practice.commissioner),
        ("Primary care network", practice.network),
        ("Opened", as_day(practice.opened_on)),
        ("Closed", as_day(practice.closed_on)),
    )


def _settings(kept: str) -> str:
    return roles_in_words(kept.split(", ")) if kept else ""
