"""Knowing people of a practice again, so that nobody is two learners, and two people are not one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.documents.wording import folded, normalised
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.records.fitting import fit
from towpath.training.models import Learner


@dataclass(frozen=True)
class Attendee:
    """Somebody of a practice who came. `row` is where a person finds them, on the page or in the file."""

    sign_up: SignUp
    name: str
    staff_group: StaffGroup | None
    email: str = ""
    minutes: int | None = None
    row: int = 0


@dataclass(frozen=True)
class Known:
    """Somebody who is known at a practice: kept before, or named in an earlier row."""

    key: str
    name: str
    email: str
    learner: Learner | None = None


class Roll:
    """Everybody known at some practices. Rows are called in order; each is answered with who it is.

    The same address is the same person, unless a row of another name has it too: a practice's front desk often shares
    one. Without an address the same name is the same person.
    """

    def __init__(self, learners: Iterable[Learner], people: Sequence[Attendee]) -> None:
        self._known: dict[int, list[Known]] = defaultdict(list)
        for learner in learners:
            known = Known(learner.key, folded(learner.name), folded(learner.email), learner)
            self._known[learner.sign_up_id].append(known)
        self._shared = _shared_addresses(people)

    def call(self, came: Attendee) -> Known:
        """Who this is; somebody new is known from here on."""
        known = self.find(came)
        if known is None:
            known = self._new(came)
            self._known[came.sign_up.pk].append(known)
        return known

    def find(self, came: Attendee) -> Known | None:
        """Who this is, where they are known."""
        name, email = folded(came.name), folded(came.email)
        here = self._known[came.sign_up.pk]
        if email and (came.sign_up.pk, email) not in self._shared:
            same_address = [one for one in here if email in (one.email, one.key)]
            if len(same_address) == 1:
                return same_address[0]
        return next((one for one in here if one.name == name and _may_be(email, one.email)), None)

    def _new(self, came: Attendee) -> Known:
        name, email = folded(came.name), folded(came.email)
        taken = {one.key for one in self._known[came.sign_up.pk]}
        is_own = email and (came.sign_up.pk, email) not in self._shared and email not in taken
        key = email if is_own else name
        return Known(fit(Learner, "key", f"{name} {email}" if key in taken else key), name, email)


def _may_be(email: str, other: str) -> bool:
    """Two addresses tell people of one name apart; where one is missing nothing does."""
    return not email or not other or email == other


def _shared_addresses(people: Iterable[Attendee]) -> set[tuple[int, str]]:
    names: dict[tuple[int, str], set[str]] = defaultdict(set)
    for came in people:
        if came.email:
            names[came.sign_up.pk, folded(came.email)].add(folded(came.name))
    return {address for address, found in names.items() if len(found) > 1}


def keep_learners(called: Sequence[tuple[Attendee, Known]], *, renames: bool) -> dict[tuple[int, str], Learner]:
    """The learners behind these people, new ones kept and known ones brought up to date, by practice and key."""
    new: list[Learner] = []
    changed: list[Learner] = []
    found = {}
    for came, known in called:
        learner = known.learner or Learner(sign_up=came.sign_up, key=known.key)
        said = {
            "name": normalised(came.name) if renames or known.learner is None else learner.name,
            "email": came.email.strip() or learner.email,
            "staff_group": came.staff_group,
        }
        if any(getattr(learner, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(learner, name, value)
            (changed if learner.pk else new).append(learner)
        found[came.sign_up.pk, known.key] = learner
    Learner.objects.bulk_create(new)
    Learner.objects.bulk_update(changed, ["name", "email", "staff_group"])
    return found
