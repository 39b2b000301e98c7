"""A plan as read from a document: a draft for a person to look through, nothing saved yet."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from towpath.documents.plan.columns import Mapping
from towpath.documents.table import Note, Place
from towpath.foundation.deadlines import Deadline
from towpath.foundation.ratings import Rating, Scheme


class AsAbove(Enum):
    """The same as of the action above, under the same recommendation."""

    AS_ABOVE = "as above"


@dataclass(frozen=True)
class Regrouped:
    """The same words told apart into other names: `names` stand in place of `read`, where those stand."""

    read: tuple[str, ...]
    names: tuple[str, ...]

    def applied(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        """The leads in their order, each once; unchanged where those that were read are not among them."""
        if not set(self.read) <= set(leads):
            return leads
        at = leads.index(self.read[0])
        left = [(place, name) for place, name in enumerate(leads) if name not in self.read]
        before, after = [name for place, name in left if place < at], [name for place, name in left if place > at]
        return tuple(dict.fromkeys((*before, *self.names, *after)))


@dataclass(frozen=True)
class SameAs:
    """A name that is another of an agency, and why it may be, as a sentence."""

    name: str
    agency: str
    reason: str


@dataclass(frozen=True)
class DoubtAnswer:
    """One thing that a doubt may come to: in words, and what then holds; None where it is right as it was read."""

    words: str
    becomes: Deadline | Rating | Regrouped | AsAbove | SameAs | None = None


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at: the field, a sentence, and the words that gave rise to it.

    `answers` are what it may come to, other than that it is right as it was read.
    """

    field: str
    sentence: str
    value: str = ""
    answers: tuple[DoubtAnswer, ...] = ()


@dataclass(frozen=True)
class UpdateDraft:
    """One entry of an account of progress. `date` is as written, "" where the entry has none.

    `day` is the last day of the span the date names: for "March 2025" it is 31 March 2025.
    """

    date: str
    text: str
    day: datetime.date | None = None


@dataclass(frozen=True)
class DraftFigure:
    """A number in an account of progress, offered as a value with its sentence as evidence.

    `period` is what the sentence says of the time it covers, as written, "" where it says nothing.
    """

    value: str
    label: str
    sentence: str
    period: str = ""


@dataclass(frozen=True)
class ActionDraft:
    """One action as read. `extra` are the columns we have no place for, by heading.

    `accountable` is the lead that the document says answers for it, "" where it names none.
    """

    number: str
    text: str
    leads: tuple[str, ...]
    deadline: Deadline
    rating: Rating
    rating_text: str = ""
    outcome: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    cost: str = ""
    updates: tuple[UpdateDraft, ...] = ()
    figures: tuple[DraftFigure, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    accountable: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class RecommendationDraft:
    """One recommendation as read, with its actions in the document's order."""

    number: str
    text: str
    theme: str = ""
    scope: str = ""
    addressees: tuple[str, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Rows of the document that are no part of the plan: where they stand, how many they are, and why."""

    place: str
    rows: int
    why: str


@dataclass(frozen=True)
class PlanDraft:
    """A whole plan as read, with the mapping and the rating scheme it was read by.

    `same_agencies` are the names that a person said are others of an agency. `rows` is how many rows the tables of the
    document have, those left out among them.
    """

    title: str
    recommendations: tuple[RecommendationDraft, ...]
    mapping: Mapping
    scheme: Scheme
    doubts: tuple[Doubt, ...] = ()
    same_agencies: tuple[SameAs, ...] = ()
    rows: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rows_read(self) -> int:
        return self.rows - sum(part.rows for part in self.left_out)

    @property
    def actions(self) -> Iterator[ActionDraft]:
        return (action for recommendation in self.recommendations for action in recommendation.actions)

    @property
    def all_doubts(self) -> Iterator[Doubt]:
        yield from self.doubts
        for recommendation in self.recommendations:
            yield from recommendation.doubts
            for action in recommendation.actions:
                yield from action.doubts
