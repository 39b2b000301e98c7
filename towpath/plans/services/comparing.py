"""What a newer document would change in a plan that is already kept: nothing is changed here, only told.

Actions are matched by their words (documents.plan.comparison), as numbers repeat and move.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.plan.comparison import FieldDifference, Pair, PlanEntry, entries
from towpath.documents.plan.door import compare_plans
from towpath.documents.plan.draft import ActionDraft, PlanDraft, RecommendationDraft, UpdateDraft
from towpath.documents.wording import folded
from towpath.plans.models import Action, Plan, ProgressUpdate
from towpath.plans.services.agencies import agencies_of, key_of
from towpath.plans.services.origins import DocumentBefore, Origins
from towpath.plans.services.planning import labels_of
from towpath.plans.services.revision import Changed, Gone, Homes, New, Revision, Reworded
from towpath.records.fitting import fit

# What a document says of an action, by the names the comparison gives it, and the column that says it.
COMPARED = {
    "action": PlanColumn.ACTION,
    "leads": PlanColumn.LEAD,
    "deadline": PlanColumn.TIMELINE,
    "output": PlanColumn.OUTPUT,
    "outcome": PlanColumn.OUTCOME,
    "indicators": PlanColumn.INDICATORS,
    "cost": PlanColumn.COST,
}


def compare_with(plan: Plan, draft: PlanDraft, before: DocumentBefore | None = None) -> Revision:
    """What a document would change in a plan that is already kept, and since the document `before` it."""
    return _Comparing(plan, draft, before).revision()


@dataclass(frozen=True)
class PlanComparison:
    """What a document would change in a plan, and the state of the plan of which that is true."""

    draft: PlanDraft
    revision: Revision
    state: "PlanState"


def comparison_of(plan: Plan, draft: PlanDraft, before: DocumentBefore | None = None) -> PlanComparison:
    """Compare a document with the plan as it is now. The state is asked first: what changes after it is noticed."""
    current = Plan.objects.select_related("partnership").get(pk=plan.pk)
    state = PlanState.of(current)
    return PlanComparison(draft, compare_with(current, draft, before), state)


@dataclass(frozen=True)
class PlanState:
    """Everything of a plan that a comparison looks at, told by keys and versions."""

    plan: tuple[int, int]
    actions: frozenset[tuple[int, int]]
    recommendations: frozenset[tuple[Any, ...]]
    last_update: int
    agencies: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, plan: Plan) -> "PlanState":
        recommendations = plan.recommendations.values_list("pk", "text", "number", "theme", "scope", "is_gone")
        updates = ProgressUpdate.objects.filter(action__plan=plan).order_by("-pk").values_list("pk", flat=True)
        return cls(
            (plan.pk, plan.version),
            frozenset(plan.actions.values_list("pk", "version")),
            frozenset(recommendations),
            updates.first() or 0,
            frozenset(plan.partnership.agencies.values_list("pk", "name")),
        )


class _Comparing:
    """One comparison at work: both sides laid out as entries, each with a key that leads back to its row."""

    def __init__(self, plan: Plan, draft: PlanDraft, before: DocumentBefore | None) -> None:
        updates = Prefetch("updates", ProgressUpdate.objects.with_documents())
        actions = plan.actions.with_people().select_related("plan").prefetch_related(updates)
        self.actions = {str(action.pk): action for action in actions}
        self.recommendations = list(plan.recommendations.all())
        self.read = _lines(draft)
        self.columns = frozenset(draft.mapping.columns)
        self.slugs = {rating.slug for rating in plan.scheme.ratings}
        self.agencies = {key: agency.name for key, agency in agencies_of(plan.partnership).items()}
        self.origins = Origins(plan, before, self._entries(), self._named)

    def revision(self) -> Revision:
        standing, had_gone = self._kept(is_gone=False), self._kept(is_gone=True)
        found, returning = compare_plans(standing, had_gone, list(self._entries()))
        back = {pair.read.key: self.actions[pair.held.key] for pair in (*returning.changed, *returning.unchanged)}
        pairs = [*found.changed, *found.unchanged]
        homes = self._homes(pairs)
        compared = [self._changed(pair, homes) for pair in pairs]
        changed = sorted((one for one in compared if one.differences), key=lambda one: one.action.position)
        new = [New(entry.key, *self.read.of(entry.key), back.get(entry.key)) for entry in found.new]
        gone = [Gone(self.actions[one.key].recommendation, self.actions[one.key]) for one in found.gone]
        return Revision(
            new=(*new, *self._new_without_actions(homes)),
            reworded=tuple(_reworded(homes)),
            changed=tuple(changed),
            gone=(*gone, *self._gone_without_actions(homes)),
            unchanged=len(compared) - len(changed),
            homes=homes,
        )

    def _kept(self, *, is_gone: bool) -> list[PlanEntry]:
        """The plan's actions as entries: those it has, or those that had gone."""
        return [_entry_of(key, action) for key, action in self.actions.items() if action.is_gone is is_gone]

    def _entries(self) -> Iterator[PlanEntry]:
        """The document's actions, with agencies by the names they have here: a full stop makes no new agency."""
        for key, entry in self.read.entries.items():
            if entry.action:
                yield replace(self._named(entry), key=key)

    def _named(self, entry: PlanEntry) -> PlanEntry:
        names = (self.agencies.get(key_of(name), name) for name in entry.leads)
        return replace(entry, leads=tuple(dict.fromkeys(names)))

    def _homes(self, pairs: list[Pair]) -> Homes:
        held = [(self.actions[pair.held.key].recommendation_id, self.read.of(pair.read.key)[0]) for pair in pairs]
        return Homes.found(self.recommendations, self.read.recommendations, held)

    def _new_without_actions(self, homes: Homes) -> Iterator[New]:
        """Recommendations that the document has without an action and the plan has not at all."""
        for key, (recommendation, action) in self.read.sources.items():
            home = homes.of(recommendation)
            if action is None and (home is None or home.is_gone):
                yield New(key, recommendation, None)

    def _gone_without_actions(self, homes: Homes) -> Iterator[Gone]:
        """Recommendations that the plan has without an action and the document has not at all."""
        stays = {row.pk for _, row in homes.known}
        holding = {action.recommendation_id for action in self.actions.values() if not action.is_gone}
        for row in self.recommendations:
            if not row.is_gone and row.pk not in stays | holding:
                yield Gone(row, None)

    def _changed(self, pair: Pair, homes: Homes) -> Changed:
        action, (recommendation, draft) = self.actions[pair.held.key], self.read.of(pair.read.key)
        assert draft is not None  # entries are made from drafts of actions alone
        updates = tuple(_unheard(action, draft))
        differences = [one for one in pair.differences if self._is_told(one)]
        differences += self._more(action, recommendation, draft, homes)
        if updates:
            differences.append(FieldDifference("updates", "", "\n\n".join(_as_told(update) for update in updates)))
        changed = Changed(action, recommendation, draft, tuple(differences), updates)
        origins = {
            one.field: self.origins.of(action, pair.read.key, one.field, is_here=changed.is_ours(one))
            for one in differences
            if one.field != "updates"
        }
        return replace(changed, origins=origins)

    def _is_told(self, difference: FieldDifference) -> bool:
        """Whether the document says this: a document without a column of costs does not say that there are none."""
        column = COMPARED.get(difference.field)
        return column is not None and bool(difference.after or column in self.columns)

    def _more(
        self, action: Action, recommendation: RecommendationDraft, draft: ActionDraft, homes: Homes
    ) -> Iterator[FieldDifference]:
        """What the comparison of words leaves to us: number, rating, and the recommendation an action stands under."""
        if draft.number and fit(Action, "number", draft.number) != action.number:
            yield FieldDifference("number", action.number, draft.number)
        if draft.rating.slug in self.slugs and draft.rating.slug != action.rating:
            yield FieldDifference("rating", action.rated.label, draft.rating.label)
        home = homes.of(recommendation)
        if home is None or home.pk != action.recommendation_id:
            yield FieldDifference("recommendation", action.recommendation.text, recommendation.text)


@dataclass(frozen=True)
class _Lines:
    """A draft's entries by key, each with the drafts it was made from."""

    entries: dict[str, PlanEntry]
    sources: dict[str, tuple[RecommendationDraft, ActionDraft | None]]
    recommendations: tuple[RecommendationDraft, ...]

    def of(self, key: str) -> tuple[RecommendationDraft, ActionDraft | None]:
        return self.sources[key]


def _lines(draft: PlanDraft) -> _Lines:
    sources = [(one, action) for one in draft.recommendations for action in one.actions or (None,)]
    keys = [f"n{place}" for place in range(1, len(sources) + 1)]
    made = entries(draft)
    return _Lines(dict(zip(keys, made, strict=True)), dict(zip(keys, sources, strict=True)), draft.recommendations)


def _entry_of(key: str, action: Action) -> PlanEntry:
    """An action as it is kept, in the words the comparison compares."""
    return PlanEntry(
        key=key,
        recommendation=action.recommendation.text,
        theme=action.recommendation.theme,
        action=action.text,
        leads=tuple(action.lead_names),
        deadline=action.deadline_words,
        output=tuple(action.output.splitlines()),
        outcome=tuple(action.outcomes),
        indicators=tuple(action.indicators),
        cost=action.cost,
    )


def _unheard(action: Action, draft: ActionDraft) -> Iterator[UpdateDraft]:
    """The accounts in the document that the action's history does not hold yet, whatever their dates."""
    heard = {folded(update.account) for update in action.updates.all()}
    return (update for update in draft.updates if folded(update.text) not in heard)


def _as_told(update: UpdateDraft) -> str:
    return f"{update.date}: {update.text}" if update.date else update.text


def _reworded(homes: Homes) -> Iterator[Reworded]:
    for draft, row in homes.known:
        kept = {"recommendation": row.text, "number": row.number, "theme": row.theme, "scope": row.scope}
        said = {"recommendation": draft.text, **labels_of(draft)}
        sides = {field: (before, said[field]) for field, before in kept.items()}
        differences = tuple(
            FieldDifference(field, before, after)
            for field, (before, after) in sides.items()
            if after and " ".join(before.split()) != " ".join(after.split())
        )
        if differences:
            yield Reworded(row, draft, differences)
