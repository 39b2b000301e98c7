"""Loads of the national register, what each changed, which sign-ups it closed, and a practice's history, in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.practices.models import ChangeKind, Practice, PracticeChange, SignUp
from towpath.practices.presenters.practices import standing_in_register
from towpath.ui.words import as_day, as_short_day

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
    """One thing that became of a practice, in words."""

    change: PracticeChange

    @property
    def title(self) -> str:
        """Earlier files' column 24 was kept as a network where it repeats the commissioner: it is called by no name."""
        kind, codes = ChangeKind(self.change.kind), (self.change.before, self.change.after)
        if kind is ChangeKind.REOPENED and self.change.before == "Proposed":
            return "Opened"
        is_network = any(code.upper().startswith("U") for code in codes)
        return "New code in column 24" if kind is ChangeKind.NETWORK and not is_network else kind.label

    @property
    def before(self) -> str:
        return self._in_words(self.change.before)

    @property
    def after(self) -> str:
        return self._in_words(self.change.after)

    def _in_words(self, kept: str) -> str:
        return roles_in_words(kept.split(", ")) if kept and self.change.kind == ChangeKind.SETTING else kept


@dataclass(frozen=True)
class KindOfChange:
    """How often a load found one kind of change, with a few of the practices."""

    kind: ChangeKind
    count: int
    examples: list[Practice]


@dataclass(frozen=True)
class ClosedSignUp:
    """A sign-up in place whose practice is closed in the register; `change` is what became of it, where it is known."""

    sign_up: SignUp
    change: PracticeChange | None
    may_record: bool

    @property
    def into(self) -> Practice | None:
        """The practice it merged into."""
        return self.change.into if self.change and self.change.kind == ChangeKind.MERGED else None

    @property
    def what(self) -> str:
        if self.change and self.into:
            return f"Merged into {self.into} on {as_short_day(self.change.happened_on)}"
        return standing_in_register(self.sign_up.practice)


def roles_in_words(codes: Iterable[str]) -> str:
    """GP practice, walk-in centre."""
    return ", ".join(ROLES.get(code, code) for code in codes)


def present_kinds(counts: Iterable[tuple[str, int]], examples: Iterable[PracticeChange]) -> list[KindOfChange]:
    """Kinds of change in the order in which they are defined."""
    named: dict[str, list[Practice]] = defaultdict(list)
    for change in examples:
        named[change.kind].append(change.practice)
    found = dict(counts)
    return [KindOfChange(kind, found[kind], named[kind]) for kind in ChangeKind if kind in found]


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
