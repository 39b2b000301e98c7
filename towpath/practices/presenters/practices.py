"""Practices in lists: where each is signed up, and whether it is fully trained."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.practices.models import Practice, SignUp
from towpath.ui.words import as_short_day

COLUMNS = (
    "Practice code", "Practice", "Postcode", "In the register", "Programme", "Site", "Signed up on", "Left on",
    "Fully trained since", "Rule for fully trained",
)  # fmt: skip


@dataclass(frozen=True)
class PracticeAtSite:
    """A practice's place at one site, and since when it is fully trained there."""

    sign_up: SignUp
    trained_on: date | None
    rule: str

    @property
    def standing(self) -> str:
        """Since 3 Mar 2021, or until when."""
        since = as_short_day(self.sign_up.signed_up_on)
        return f"{since} to {as_short_day(self.sign_up.left_on)}" if self.sign_up.left_on else f"since {since}"

    @property
    def training(self) -> str:
        if self.trained_on:
            return f"Fully trained since {as_short_day(self.trained_on)}"
        return "Not fully trained" if self.rule else "No rule set"


@dataclass(frozen=True)
class PracticeLine:
    """One practice of a list, with its places at those sites."""

    practice: Practice
    places: list[PracticeAtSite]

    @property
    def register(self) -> str:
        return standing_in_register(self.practice)

    @property
    def is_in_place(self) -> bool:
        return any(place.sign_up.left_on is None for place in self.places)


def standing_in_register(practice: Practice) -> str:
    """Open, closed since when, or no longer in the file."""
    if not practice.is_in_newest_file:
        return "No longer in the national file"
    if practice.is_open:
        return "Open"
    return f"Closed on {as_short_day(practice.closed_on)}" if practice.closed_on else practice.status.capitalize()


def present_practices(
    practices: Iterable[Practice], sign_ups: Iterable[SignUp], trained: Mapping[int, date], rules: Mapping[int, str]
) -> list[PracticeLine]:
    """Practices with those of these sign-ups that are theirs.

    `trained` says by sign-up since when it is fully trained, `rules` by programme what that means there.
    """
    places: dict[int, list[PracticeAtSite]] = defaultdict(list)
    for one in sign_ups:
        places[one.practice_id].append(PracticeAtSite(one, trained.get(one.pk), rules.get(one.site.programme_id, "")))
    return [PracticeLine(practice, places[practice.pk]) for practice in practices]


def practice_sheet(lines: Iterable[PracticeLine]) -> Sheet:
    """A row for each practice and place, with the rule behind each date; no names of people."""
    rows = list(_rows(lines))
    return Sheet("Practices", tuple(Column(heading) for heading in COLUMNS), rows, len(rows))


def _rows(lines: Iterable[PracticeLine]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        about = (line.practice.code, line.practice.name, line.practice.postcode, line.register)
        for place in line.places:
            one = place.sign_up
            where = (one.site.programme.name, one.site.area, one.signed_up_on, one.left_on)
            yield (*about, *where, place.trained_on, place.rule)
        if not line.places:
            yield (*about, "Not signed up", None, None, None, None, None)
