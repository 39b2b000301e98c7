"""Where each recommendation of a newer document stands in the plan: under its own words, or under the words it had."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.documents.plan.draft import RecommendationDraft
from towpath.documents.wording import folded
from towpath.plans.models import Recommendation


@dataclass(frozen=True)
class Homes:
    """The recommendations of a document that the plan already holds, in the document's order."""

    known: tuple[tuple[RecommendationDraft, Recommendation], ...]

    def of(self, draft: RecommendationDraft) -> Recommendation | None:
        """The plan's own row for a recommendation of the document; None where it is new."""
        return next((row for one, row in self.known if one is draft), None)

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
        for pk, draft in pairs:
            if id(draft) not in taken and by_pk[pk] not in taken.values():
                taken[id(draft)] = by_pk[pk]
        return cls(tuple((draft, taken[id(draft)]) for draft in drafts if id(draft) in taken))


def _worded_alike(rows: Iterable[Recommendation], drafts: Sequence[RecommendationDraft]) -> dict[int, Recommendation]:
    """Rows by the draft of the same words; of several, the one of the same number, and one that has not gone."""
    taken: dict[int, Recommendation] = {}
    free = list(rows)
    for draft in drafts:
        alike = [row for row in free if folded(row.text) == folded(draft.text)]
        best = min(alike, key=lambda row: (row.is_gone, row.number != draft.number), default=None)
        if best is not None:
            taken[id(draft)] = best
            free.remove(best)
    return taken
