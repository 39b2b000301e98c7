"""What a document would change in a plan, as lines to tick."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from towpath.documents.plan import ActionDraft, RecommendationDraft
from towpath.documents.plan.comparison import FieldDifference
from towpath.documents.plan.draft import Doubt
from towpath.foundation.deadlines import Deadline, in_words
from towpath.plans.models import Recommendation
from towpath.plans.services.origins import DifferenceOrigin
from towpath.plans.services.revision import Changed, Gone, New, Revision, Reworded

LABELS = {
    "action": "Action", "leads": "Lead agencies", "deadline": "Deadline", "output": "Output",
    "outcome": "Outcomes", "indicators": "Indicators", "cost": "Cost", "number": "Number", "rating": "Rating",
    "updates": "New in progress", "recommendation": "Recommendation", "theme": "Theme", "scope": "Scope",
}  # fmt: skip
RATED_HERE = "Somebody set the rating here since: tick this only if the document is newer."
CHANGED_IN_BOTH = "Changed here and in the document: choose which stands."


@dataclass(frozen=True)
class Tick:
    """One change to take or leave. `meaning` is how a deadline is read where its words do not say it themselves."""

    key: str
    is_ticked: bool
    label: str
    before: str = ""
    after: str = ""
    note: str = ""
    meaning: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Altered:
    """A recommendation or an action that is in both, with its changes, and what to check in the document."""

    kind: str
    text: str
    ticks: tuple[Tick, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """Everything a document would change, in the order a person looks at it.

    `altered` is what the document changed, `kept` what was changed here and not in the document, and `reread` what only
    reads otherwise than it did.
    """

    new: tuple[Tick, ...]
    altered: tuple[Altered, ...]
    kept: tuple[Altered, ...]
    reread: tuple[Altered, ...]
    gone: tuple[Tick, ...]
    unchanged: int
    is_mostly_gone: bool

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.altered or self.kept or self.reread or self.gone)

    @property
    def fields_altered(self) -> int:
        return sum(len(one.ticks) for one in self.altered)


def present_changes(revision: Revision, chosen: Collection[str] | None = None) -> Changes:
    """The changes, ticked as a person left them, or on first sight as far as they are safe to make."""
    mostly_gone = len(revision.gone) > revision.unchanged + len(revision.changed)
    ticking = _Ticking(chosen, ticks_gone=not mostly_gone)
    return Changes(
        new=tuple(ticking.new(one) for one in revision.new),
        altered=(
            *map(ticking.reworded, revision.reworded),
            *ticking.changed(revision.changed, DifferenceOrigin.DOCUMENT, DifferenceOrigin.BOTH),
        ),
        kept=tuple(ticking.changed(revision.changed, DifferenceOrigin.HERE)),
        reread=tuple(ticking.changed(revision.changed, DifferenceOrigin.READING)),
        gone=tuple(ticking.gone(one) for one in revision.gone),
        unchanged=revision.unchanged,
        is_mostly_gone=mostly_gone,
    )


@dataclass(frozen=True)
class _Ticking:
    """Which boxes are ticked: those a person chose, else all but what might undo somebody's work."""

    chosen: Collection[str] | None
    ticks_gone: bool

    def _is_ticked(self, key: str, *, at_first: bool = True) -> bool:
        return at_first if self.chosen is None else key in self.chosen

    def new(self, new: New) -> Tick:
        note = "It was in this plan before: it comes back with its history." if new.returning else ""
        text = new.action.text if new.action else "A recommendation without an action"
        return Tick(
            key=new.key,
            is_ticked=self._is_ticked(new.key),
            label=text,
            before=_named(new.recommendation),
            after=_in_short(new.action),
            note=note,
            meaning=_meaning(new.action.deadline) if new.action else "",
            doubts=_sentences(new.action.doubts) if new.action else (),
        )

    def reworded(self, one: Reworded) -> Altered:
        ticks = tuple(self._tick(one.key(change), change) for change in one.differences)
        return Altered("Recommendation", one.recommendation.text, ticks)

    def changed(self, changed: Iterable[Changed], *origins: DifferenceOrigin) -> Iterator[Altered]:
        """The actions with differences of these origins, each with those alone."""
        for one in changed:
            ticks = tuple(self._changes_of(one, origins))
            if ticks:
                yield Altered("Action", one.action.text, ticks, _sentences(one.draft.doubts))

    def gone(self, gone: Gone) -> Tick:
        text = gone.action.text if gone.action else gone.recommendation.text
        ticked = self._is_ticked(gone.key, at_first=self.ticks_gone)
        return Tick(gone.key, ticked, text, _named(gone.recommendation))

    def _changes_of(self, one: Changed, origins: Collection[DifferenceOrigin]) -> Iterator[Tick]:
        for change in one.differences:
            if one.origin(change) in origins:
                meaning = _meaning(one.draft.deadline) if change.field == "deadline" else ""
                note = CHANGED_IN_BOTH if one.origin(change) is DifferenceOrigin.BOTH else ""
                note = RATED_HERE if one.is_ours(change) else note
                yield self._tick(one.key(change), change, one.origin(change), note=note, meaning=meaning)

    def _tick(
        self,
        key: str,
        change: FieldDifference,
        origin: DifferenceOrigin = DifferenceOrigin.DOCUMENT,
        *,
        note: str = "",
        meaning: str = "",
    ) -> Tick:
        ticked = self._is_ticked(key, at_first=origin is DifferenceOrigin.DOCUMENT)
        return Tick(key, ticked, LABELS[change.field], change.before, change.after, note, meaning)


def _named(recommendation: Recommendation | RecommendationDraft) -> str:
    return f"{recommendation.number} {recommendation.text}".strip()


def _meaning(deadline: Deadline) -> str:
    meaning = in_words(deadline)
    return meaning if deadline.text and meaning != deadline.text else ""


def _sentences(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doubt.sentence for doubt in doubts))


def _in_short(draft: ActionDraft | None) -> str:
    """Who and when, for an action that is new."""
    if draft is None:
        return ""
    parts = (", ".join(draft.leads), draft.deadline.text, draft.rating.label if draft.rating.is_stated else "")
    return " · ".join(part for part in parts if part)
