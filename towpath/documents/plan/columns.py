"""The columns of a plan: what each one holds, and how sure we are."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

CERTAIN = 1.0
_WORD = re.compile(r"[^\W\d_]+")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]{0,6}(?:ary|ch|il|e|y|st|ber))?\b")


class PlanColumn(StrEnum):
    """What a column holds. An extra one is kept with the action as it is; an ignored one is left behind."""

    RECOMMENDATION = "recommendation"
    NUMBER = "number"
    SCOPE = "scope"
    ACTION = "action"
    LEAD = "lead"
    OUTPUT = "output"
    TIMELINE = "timeline"
    OUTCOME = "outcome"
    INDICATORS = "indicators"
    COST = "cost"
    RATING = "rating"
    PROGRESS = "progress"
    THEME = "theme"
    EXTRA = "extra"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Guess:
    """What we take one column to be, why, and how sure we are: from 0 to 1, which a person's choice is."""

    heading: str
    column: PlanColumn
    reason: str
    confidence: float


@dataclass(frozen=True)
class Mapping:
    """What each column of a table holds, left to right. Kept, it serves the next document of its shape."""

    guesses: tuple[Guess, ...]

    @property
    def columns(self) -> tuple[PlanColumn, ...]:
        return tuple(guess.column for guess in self.guesses)

    @property
    def shape(self) -> str:
        return shape_of(guess.heading for guess in self.guesses)

    def positions(self, column: PlanColumn) -> tuple[int, ...]:
        """Where the columns of one kind stand, counted from 0."""
        return tuple(place for place, held in enumerate(self.columns) if held is column)

    def under(self, headings: Iterable[str]) -> Self:
        """The same columns under the headings of this table, which may name another year."""
        pairs = zip(self.guesses, headings, strict=True)
        return replace(self, guesses=tuple(replace(guess, heading=heading) for guess, heading in pairs))

    def with_column(self, position: int, column: PlanColumn) -> Self:
        """The mapping as a person corrected it; IndexError for a column the table does not have."""
        guesses = list(self.guesses)
        guesses[position] = Guess(guesses[position].heading, column, "Chosen by a person.", CERTAIN)
        return replace(self, guesses=tuple(guesses))

    def as_json(self) -> dict[str, Any]:
        columns = [asdict(guess) | {"column": guess.column.value} for guess in self.guesses]
        return {"shape": self.shape, "columns": columns}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The mapping that `as_json` wrote."""
        return cls(tuple(Guess(**(guess | {"column": PlanColumn(guess["column"])})) for guess in kept["columns"]))


def shape_of(headings: Iterable[str]) -> str:
    """A fingerprint that two tables share when their headings read the same, letter case and marks aside.

    Nor do months and numbers count: next year's copy is headed "Progress at January 2028".
    """
    plain = "|".join("".join(_WORD.findall(_MONTH.sub("", heading.casefold()))) for heading in headings)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
