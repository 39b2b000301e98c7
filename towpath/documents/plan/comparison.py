"""A plan read again, beside the plan we hold: what is new, changed, gone and the same."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from towpath.documents.plan.draft import ActionDraft, PlanDraft, RecommendationDraft
from towpath.documents.wording import folded
from towpath.foundation.ratings import NOT_STATED

LIKE_ENOUGH = 0.6  # of 1: below this two entries are different promises
ACTION_LIKE_ENOUGH = 0.4
ACTION_SHARE = 0.6  # an action's own words say more than the recommendation it shares with others

Words = Counter[str]


@dataclass(frozen=True)
class PlanEntry:
    """An action as far as a document can state it, with the recommendation it serves.

    `key` is the caller's own, never compared. A recommendation without actions has the `action` "".
    """

    recommendation: str
    action: str
    number: str = ""
    theme: str = ""
    leads: tuple[str, ...] = ()
    deadline: str = ""
    rating: str = ""
    outcome: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    cost: str = ""
    updates: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Pair:
    """An entry we hold and the one in the document that is the same promise, with what differs."""

    held: PlanEntry
    read: PlanEntry
    differences: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    new: tuple[PlanEntry, ...]
    changed: tuple[Pair, ...]
    gone: tuple[PlanEntry, ...]
    unchanged: tuple[Pair, ...]


def compare(existing: Sequence[PlanEntry], draft: PlanDraft | Sequence[PlanEntry]) -> Comparison:
    """Match what we hold with what was read; each entry is matched once at most, so nothing doubles.

    Entries match by the words of recommendation and action. Numbers are no key: they repeat and move. Silence
    changes nothing: a rating the document does not state and an update it no longer carries are no change.
    """
    read = entries(draft) if isinstance(draft, PlanDraft) else list(draft)
    matched = _matches(existing, read)
    pairs = [_pair(existing[mine], read[theirs]) for mine, theirs in sorted(matched.items(), key=lambda pair: pair[1])]
    taken = set(matched.values())
    return Comparison(
        new=tuple(entry for place, entry in enumerate(read) if place not in taken),
        changed=tuple(pair for pair in pairs if pair.differences),
        gone=tuple(entry for place, entry in enumerate(existing) if place not in matched),
        unchanged=tuple(pair for pair in pairs if not pair.differences),
    )


def entries(draft: PlanDraft) -> list[PlanEntry]:
    """The entries of a draft in its order: what `compare` looks at and a caller keeps."""
    return [entry for recommendation in draft.recommendations for entry in _entries(recommendation)]


def _entries(recommendation: RecommendationDraft) -> Iterator[PlanEntry]:
    if not recommendation.actions:
        yield PlanEntry(recommendation.text, "", recommendation.number, recommendation.theme)
    for action in recommendation.actions:
        yield _entry(recommendation, action)


def _entry(recommendation: RecommendationDraft, action: ActionDraft) -> PlanEntry:
    return PlanEntry(
        recommendation=recommendation.text,
        action=action.text,
        number=action.number or recommendation.number,
        theme=recommendation.theme,
        leads=action.leads,
        deadline=action.deadline.text,
        rating=action.rating.slug,
        outcome=action.outcome,
        indicators=action.indicators,
        output=action.output,
        cost=action.cost,
        updates=tuple(f"{update.date}\n{update.text}".strip() for update in action.updates),
    )


@dataclass(frozen=True)
class _Sketch:
    """The words of an entry, counted once so that many can be compared quickly."""

    recommendation: Words
    action: Words
    leads: Words

    def likeness(self, other: "_Sketch") -> float:
        """From 0 to 1, the same both ways; leads only settle which of two twins is meant."""
        action = _shared(self.action, other.action)
        if action < ACTION_LIKE_ENOUGH:
            return 0.0
        told = ACTION_SHARE * action + (1 - ACTION_SHARE) * _shared(self.recommendation, other.recommendation)
        return told + 0.001 * _shared(self.leads, other.leads) if told >= LIKE_ENOUGH else 0.0


def _sketch(entry: PlanEntry) -> _Sketch:
    return _Sketch(_words(entry.recommendation), _words(entry.action), _words(" ".join(entry.leads)))


def _words(text: str) -> Words:
    return Counter(folded(text).split())


def _shared(one: Words, other: Words) -> float:
    """The share of words that two texts have in common, counting repeats (Dice's coefficient)."""
    total = one.total() + other.total()
    common = sum(min(one[word], other[word]) for word in one.keys() & other.keys())
    return 2 * common / total if total else 1.0


def _matches(existing: Sequence[PlanEntry], read: Sequence[PlanEntry]) -> dict[int, int]:
    """The place of each entry we hold, and of its match in the document: those that read the same come first."""
    matched: dict[int, int] = {}
    for likeness in (_wholly, _with_leads, _in_words):
        matched |= _same(existing, read, likeness, matched)
    taken = set(matched.values())
    mine = {place: _sketch(entry) for place, entry in enumerate(existing) if place not in matched}
    theirs = {place: _sketch(entry) for place, entry in enumerate(read) if place not in taken}
    return matched | _likest(mine, theirs)


def _same(
    existing: Sequence[PlanEntry],
    read: Sequence[PlanEntry],
    likeness: Callable[[PlanEntry], Hashable],
    matched: dict[int, int],
) -> dict[int, int]:
    """Entries not matched yet that are the same in one respect, matched in the order written."""
    taken = set(matched.values())
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for there, entry in enumerate(read):
        if there not in taken:
            waiting[likeness(entry)].append(there)
    free = ((here, likeness(entry)) for here, entry in enumerate(existing) if here not in matched)
    return {here: waiting[key].popleft() for here, key in free if waiting[key]}


def _wholly(entry: PlanEntry) -> Hashable:
    """Everything a document says of it: twins in words are told apart by the rest."""
    return replace(entry, key="", updates=(), rating="")


def _with_leads(entry: PlanEntry) -> Hashable:
    return (_in_words(entry), tuple(folded(name) for name in entry.leads))


def _in_words(entry: PlanEntry) -> Hashable:
    return folded(entry.recommendation), folded(entry.action)


def _likest(mine: dict[int, _Sketch], theirs: dict[int, _Sketch]) -> dict[int, int]:
    """The likest pairs first; of pairs equally alike, those that stand at like places in their plans."""
    scored = [
        (-likeness, abs(here - there), here, there)
        for here, one in mine.items()
        for there, other in theirs.items()
        if (likeness := one.likeness(other))
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, here, there in sorted(scored):
        if here not in matched and there not in taken:
            matched[here] = there
            taken.add(there)
    return matched


def _pair(held: PlanEntry, read: PlanEntry) -> Pair:
    names = [field.name for field in fields(PlanEntry) if field.name != "key"]
    differences = (_difference(name, getattr(held, name), getattr(read, name)) for name in names)
    return Pair(held, read, tuple(difference for difference in differences if difference))


def _difference(name: str, before: str | tuple[str, ...], after: str | tuple[str, ...]) -> FieldDifference | None:
    """What differs in a field: sets in any order are the same, and so are words but for white space."""
    old, new = _values(before), _values(after)
    is_silent = (name == "rating" and after == NOT_STATED.slug) or (name == "updates" and set(new) <= set(old))
    if is_silent or sorted(old) == sorted(new):
        return None
    return FieldDifference(name, "\n".join(old), "\n".join(new))


def _values(value: str | tuple[str, ...]) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    return tuple(" ".join(each.split()) for each in values if each.strip())
