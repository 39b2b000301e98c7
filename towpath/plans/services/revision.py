"""Everything a newer document would change in a plan, as values. Each change has a key, to be taken or left by.

A key holds what the change says: one that was ticked where it said something else takes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from towpath.documents.plan.comparison import FieldDifference
from towpath.documents.plan.draft import ActionDraft, RecommendationDraft, UpdateDraft
from towpath.documents.wording import folded
from towpath.foundation.clock import today
from towpath.foundation.deadlines import in_words
from towpath.plans.models import Action, Recommendation
from towpath.plans.services.origins import DifferenceOrigin
from towpath.plans.services.rating import history_of
from towpath.records.holding import fingerprint


def change_key(place: str, *content: Any) -> str:
    """The key of a change: what it is about, and what it says of it."""
    return f"{place}-{fingerprint(content)[:8]}"


@dataclass(frozen=True)
class New:
    """An action the document has and the plan has not; `returning` is the one that had gone and is back.

    A recommendation without an action comes as `action` None. `place` is where it stands in the document.
    """

    place: str
    recommendation: RecommendationDraft
    action: ActionDraft | None
    returning: Action | None = None

    @cached_property
    def key(self) -> str:
        return change_key(self.place, self.recommendation.text, self.action, self.returning and self.returning.pk)


@dataclass(frozen=True)
class Changed:
    """An action that is in both, with what differs, field by field, and where each difference comes from."""

    action: Action
    recommendation: RecommendationDraft
    draft: ActionDraft
    differences: tuple[FieldDifference, ...]
    updates: tuple[UpdateDraft, ...]
    origins: Mapping[str, DifferenceOrigin] = field(default_factory=dict)

    def key(self, difference: FieldDifference) -> str:
        meaning = in_words(self.draft.deadline) if difference.field == "deadline" else ""
        said = difference, meaning, self.is_ours(difference), self.origin(difference)
        return change_key(f"a{self.action.pk}-{difference.field}", *said)

    def origin(self, difference: FieldDifference) -> DifferenceOrigin:
        return self.origins.get(difference.field, DifferenceOrigin.DOCUMENT)

    def is_ours(self, difference: FieldDifference) -> bool:
        """Whether it is the rating, and a person set the one that stands."""
        return difference.field == "rating" and self.is_rated_here

    @cached_property
    def is_rated_here(self) -> bool:
        """Whether a person set the rating that stands, so that theirs should stay."""
        current = history_of(self.action.updates.all(), self.action.plan.scheme).rated_by(today())
        return current is not None and not current.is_from_document


@dataclass(frozen=True)
class Reworded:
    """A recommendation that is in both, with what differs."""

    recommendation: Recommendation
    draft: RecommendationDraft
    differences: tuple[FieldDifference, ...]

    def key(self, difference: FieldDifference) -> str:
        return change_key(f"r{self.recommendation.pk}-{difference.field}", difference)


@dataclass(frozen=True)
class Gone:
    """An action the plan has and the document has not; a recommendation without actions comes as `action` None."""

    recommendation: Recommendation
    action: Action | None

    @cached_property
    def key(self) -> str:
        if self.action:
            return change_key(f"g{self.action.pk}", self.recommendation.text, self.action.text)
        return change_key(f"gr{self.recommendation.pk}", self.recommendation.text)


@dataclass(frozen=True)
class Homes:
    """The recommendations of a document that the plan already holds, under their own words or those they had."""

    known: tuple[tuple[RecommendationDraft, Recommendation], ...]

    def of(self, draft: RecommendationDraft) -> Recommendation | None:
        """The plan's own row for a recommendation of the document; None where it is new."""
        return self._by_draft.get(id(draft))

    @cached_property
    def _by_draft(self) -> dict[int, Recommendation]:
        return {id(draft): row for draft, row in self.known}

    @classmethod
    def found(
        cls,
        rows: Iterable[Recommendation],
        drafts: Sequence[RecommendationDraft],
        pairs: Iterable[tuple[int, RecommendationDraft]],
    ) -> "Homes":
        """Rows with the same words first; then rows whose words are gone, by the actions found under both.

        `pairs` are the rows' keys and the drafts under which the same action stands.
        """
        by_pk = {row.pk: row for row in rows}
        taken = _worded_alike(by_pk.values(), drafts)
        found = {row.pk for row in taken.values()}
        for pk, draft in pairs:
            if id(draft) not in taken and pk not in found:
                taken[id(draft)] = by_pk[pk]
                found.add(pk)
        return cls(tuple((draft, taken[id(draft)]) for draft in drafts if id(draft) in taken))


def _worded_alike(rows: Iterable[Recommendation], drafts: Sequence[RecommendationDraft]) -> dict[int, Recommendation]:
    """Rows by the draft of the same words; of several, the one of the same number, and one that has not gone."""
    taken: dict[int, Recommendation] = {}
    free = defaultdict[str, list[Recommendation]](list)
    for row in rows:
        free[folded(row.text)].append(row)
    for draft in drafts:
        alike = free[folded(draft.text)]
        if alike:
            best = min(alike, key=lambda row: (row.is_gone, row.number != draft.number))
            taken[id(draft)] = best
            alike.remove(best)
    return taken


@dataclass(frozen=True)
class Revision:
    """Everything a document would change in a plan. `unchanged` counts the actions that are the same in both."""

    new: tuple[New, ...]
    reworded: tuple[Reworded, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Gone, ...]
    unchanged: int
    homes: Homes

    def __bool__(self) -> bool:
        return bool(self.new or self.reworded or self.changed or self.gone)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The key of every change."""
        added_and_gone = [one.key for one in self.new] + [one.key for one in self.gone]
        reworded = [one.key(difference) for one in self.reworded for difference in one.differences]
        changed = [one.key(difference) for one in self.changed for difference in one.differences]
        return frozenset(added_and_gone + reworded + changed)

    @property
    def fingerprint(self) -> str:
        """Everything that a person is shown of it, and so all that may be saved."""
        return fingerprint([sorted(self.keys), [one.draft.doubts for one in self.changed]])
