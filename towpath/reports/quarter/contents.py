"""What the quarter's report says: the one set of words and figures that page, PDF and Word file all show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rated:
    """A rating as it is printed: its word, the colour that goes with the word, and the rule."""

    label: str
    colour: str
    rule: str


@dataclass(frozen=True)
class Share:
    """A row of the summary: how many actions carried a rating at the end of the quarter before, and of this one."""

    rating: Rated
    then: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.then


@dataclass(frozen=True)
class Subject:
    """The action a row is about; `brief` is as much of its text as a row has room for."""

    pk: int
    reference: str
    text: str
    brief: str
    leads: str


@dataclass(frozen=True)
class Standing:
    """An action's rating then and now; `moved` says which way."""

    action: Subject
    then: Rated
    now: Rated
    moved: str


@dataclass(frozen=True)
class Told:
    """An account given in the quarter, with the day it speaks of."""

    day: str
    text: str


@dataclass(frozen=True)
class Move:
    """A rating that moved, and the accounts that say why."""

    standing: Standing
    accounts: tuple[Told, ...]


@dataclass(frozen=True)
class Due:
    """An action's deadline as written, the working date that follows, and the base date that was counted from."""

    action: Subject
    rating: Rated
    deadline: str
    working_date: str
    base_date: str
    lateness: str = ""


@dataclass(frozen=True)
class Outside:
    """An action only somebody else can do, and how far it has come."""

    action: Subject
    state: str


@dataclass(frozen=True)
class Number:
    """A figure a person accepted, with the sentence it stands in as its evidence."""

    action: Subject
    value: str
    unit: str
    period: str
    sentence: str


@dataclass(frozen=True)
class QuarterShares:
    """One bar of the picture: how many actions carried each rating at the end of a quarter."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class QuarterReport:
    """A plan at the end of a quarter. `ratings` name the columns of `quarters`, worst first, "not stated" last."""

    plan: str
    partnership: str
    quarter: str
    months: str
    window: str
    stands_on: str
    stands_note: str
    known_at: str
    before: str
    ratings: tuple[Rated, ...]
    headline: tuple[str, ...]
    summary: tuple[Share, ...]
    standings: tuple[Standing, ...]
    moves: tuple[Move, ...]
    overdue: tuple[Due, ...]
    undated: tuple[Due, ...]
    due_next: tuple[Due, ...]
    outside: tuple[Outside, ...]
    numbers: tuple[Number, ...]
    quarters: tuple[QuarterShares, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.plan}: report for {self.quarter}"

    @property
    def picture_in_words(self) -> str:
        """What the picture of the ratings over the quarters shows."""
        bars = (f"{quarter.label}: {self._counted(quarter)}" for quarter in self.quarters)
        return f"Bars of the ratings at the end of each quarter. {'. '.join(bars)}."

    def _counted(self, quarter: QuarterShares) -> str:
        named = (f"{count} {rating.label}" for rating, count in zip(self.ratings, quarter.counts, strict=True) if count)
        return ", ".join(named) or "no actions"

    @property
    def total(self) -> int:
        """How many actions the plan has; the summary's columns each add up to it."""
        return len(self.standings)
