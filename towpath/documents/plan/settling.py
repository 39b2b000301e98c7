"""Doubts settled by a person: what each may come to, and the draft once they have said which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from towpath.documents.plan.draft import (
    ActionDraft,
    AsAbove,
    Doubt,
    DoubtAnswer,
    PlanDraft,
    RecommendationDraft,
    Regrouped,
    SameAs,
)
from towpath.foundation.deadlines import Deadline
from towpath.foundation.ratings import Rating

AS_READ = DoubtAnswer("Right as it is read")
Entry = TypeVar("Entry", ActionDraft, RecommendationDraft)


@dataclass(frozen=True)
class Asked:
    """A doubt with what it is about. `key` tells it from every other of the same draft.

    `position` counts the actions, or the recommendations, from 1.
    """

    key: str
    doubt: Doubt
    about: ActionDraft | RecommendationDraft
    position: int


def asked(draft: PlanDraft) -> Iterator[Asked]:
    """Every doubt about a recommendation or an action, in the order of the plan."""
    position = 0
    for number, recommendation in enumerate(draft.recommendations, start=1):
        yield from _of(recommendation, "r", number)
        for action in recommendation.actions:
            position += 1
            yield from _of(action, "a", position)


def settled(draft: PlanDraft, given: Mapping[str, DoubtAnswer]) -> PlanDraft:
    """The draft with what was answered in place of what was read, and without the doubts answered, by their keys."""
    recommendations, position = [], 0
    for number, recommendation in enumerate(draft.recommendations, start=1):
        actions: list[ActionDraft] = []
        for action in recommendation.actions:
            position += 1
            above = actions[-1] if actions else None
            actions.append(_answered(action, "a", position, given, above))
        whole = replace(recommendation, actions=tuple(actions))
        recommendations.append(_answered(whole, "r", number, given, None))
    same = dict.fromkeys(answer.becomes for answer in given.values() if isinstance(answer.becomes, SameAs))
    return replace(draft, recommendations=tuple(recommendations), same_agencies=tuple(same))


def _of(about: ActionDraft | RecommendationDraft, letter: str, position: int) -> Iterator[Asked]:
    for place, doubt in enumerate(about.doubts):
        yield Asked(_key(letter, position, place), doubt, about, position)


def _key(letter: str, position: int, place: int) -> str:
    return f"{letter}{position}-{place}"


def _answered(
    entry: Entry, letter: str, position: int, given: Mapping[str, DoubtAnswer], above: ActionDraft | None
) -> Entry:  # fmt: skip
    left, changes = [], dict[str, Any]()
    for place, doubt in enumerate(entry.doubts):
        answer = given.get(_key(letter, position, place))
        if answer is None:
            left.append(doubt)
        elif isinstance(entry, ActionDraft):
            changes |= _changes(replace(entry, **changes), doubt, answer, above)
    return replace(entry, doubts=tuple(left), **changes)


def _changes(action: ActionDraft, doubt: Doubt, answer: DoubtAnswer, above: ActionDraft | None) -> dict[str, Any]:
    """What an answer makes of an action, by field. Right as it is read, a deadline bears no doubt any more."""
    becomes = answer.becomes
    if isinstance(becomes, Deadline):
        return {"deadline": becomes}
    if isinstance(becomes, Rating):
        return {"rating": becomes, "rating_text": becomes.label if becomes.is_stated else ""}
    if isinstance(becomes, Regrouped):
        return {"leads": becomes.applied(action.leads)}
    if isinstance(becomes, AsAbove):
        return {doubt.field: getattr(above, doubt.field)} if above else {}
    if isinstance(becomes, SameAs):
        return {}
    is_of_deadline = doubt.field == "deadline" and action.deadline.is_understood
    return {"deadline": replace(action.deadline, doubt="", answers=())} if is_of_deadline else {}
