"""Who changed what: of each difference between a plan and a newer document, which of the two moved since they met.

No copy of what was read then is kept: the document taken in last is read again, as it reads today.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from towpath.documents.plan.comparison import PlanEntry, entries
from towpath.documents.plan.door import compare_plans
from towpath.documents.plan.draft import PlanDraft
from towpath.plans.models import Action, Plan
from towpath.records.models import Change

# The fields of an action by the names that a comparison gives them, where those differ.
KEPT_AS = {"action": "text", "deadline": "deadline_words", "outcome": "outcomes"}


class DifferenceOrigin(StrEnum):
    """Where a difference comes from."""

    DOCUMENT = "document"  # the document says something else than the one before it
    HERE = "here"  # it was changed here since, and the document says what it said
    BOTH = "both"
    READING = "reading"  # nobody changed it: the same words are read otherwise than they were


@dataclass(frozen=True)
class DocumentBefore:
    """The document that was taken into a plan last, as it reads today, and when it was taken in."""

    draft: PlanDraft
    taken_in_at: datetime


class Origins:
    """What moved since the document before: `entry` tells both documents' entries in the names used here."""

    def __init__(
        self,
        plan: Plan,
        before: DocumentBefore | None,
        read: Iterable[PlanEntry],
        entry: Callable[[PlanEntry], PlanEntry],
    ) -> None:
        self._in_document = _changed_in_document(before, list(read), entry) if before else {}
        self._here = _changed_here(plan, before) if before else {}

    def of(self, action: Action, key: str, field: str, *, is_here: bool = False) -> DifferenceOrigin:
        """The origin of one difference; without a document before, all come from this one.

        `key` is the read entry's. `is_here` says that it was changed here, where that is known without its history.
        """
        in_document = key not in self._in_document or field in self._in_document[key]
        here = is_here or KEPT_AS.get(field, field) in self._here.get(action.pk, set())
        if in_document:
            return DifferenceOrigin.BOTH if here else DifferenceOrigin.DOCUMENT
        return DifferenceOrigin.HERE if here else DifferenceOrigin.READING


def _changed_in_document(
    before: DocumentBefore, read: list[PlanEntry], entry: Callable[[PlanEntry], PlanEntry]
) -> Mapping[str, set[str]]:
    """By the key of each entry that both documents have: the fields in which they differ."""
    held = [entry(one) for one in entries(before.draft) if one.action]
    found, _ = compare_plans(held, [], read)
    pairs = (*found.changed, *found.unchanged)
    return {pair.read.key: {difference.field for difference in pair.differences} for pair in pairs}


def _changed_here(plan: Plan, before: DocumentBefore) -> Mapping[int, set[str]]:
    """By the key of each action: the fields that somebody changed since the document before was taken in."""
    keys = plan.actions.order_by().values_list("pk", flat=True)
    made = Change.objects.filter(
        subject_kind=Action._meta.label_lower, subject_key__in=keys, made_at__gt=before.taken_in_at
    )
    fields: defaultdict[int, set[str]] = defaultdict(set)
    for key, field in made.values_list("subject_key", "field"):
        fields[key].add(field)
    return fields
