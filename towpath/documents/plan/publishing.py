"""A draft as JSON for other programs. The keys, their order and their meaning are a promise."""

from typing import Any

from towpath.documents.plan.draft import (
    ActionDraft,
    Doubt,
    DraftFigure,
    PlanDraft,
    RecommendationDraft,
    UpdateDraft,
)
from towpath.foundation.deadlines import in_words


def as_json(draft: PlanDraft) -> dict[str, Any]:
    """The plan as plain values. Deadlines are as written; a rating nobody stated is "not stated"."""
    return {
        "recommendations": [_recommendation(recommendation) for recommendation in draft.recommendations],
        "rows": {"found": draft.rows, "read": draft.rows_read},
        "left_out": [{"place": part.place, "rows": part.rows, "why": part.why} for part in draft.left_out],
    }


def _recommendation(recommendation: RecommendationDraft) -> dict[str, Any]:
    return {
        "number": recommendation.number,
        "text": recommendation.text,
        "theme": recommendation.theme,
        "actions": [_action(action) for action in recommendation.actions],
        "scope": recommendation.scope,
        "addressed_to": list(recommendation.addressees),
        "doubts": _sentences(recommendation.doubts),
    }


def _action(action: ActionDraft) -> dict[str, Any]:
    return {
        "number": action.number,
        "text": action.text,
        "leads": list(action.leads),
        "deadline": action.deadline.text,
        "rating": action.rating.label if action.rating.is_stated else "not stated",
        "outcome": list(action.outcome),
        "indicators": list(action.indicators),
        "updates": [_update(update) for update in action.updates],
        "doubts": _sentences(action.doubts),
        "deadline_means": in_words(action.deadline),
        "output": list(action.output),
        "cost": action.cost,
        "figures": [_figure(figure) for figure in action.figures],
        "extra": dict(action.extra),
    }


def _sentences(doubts: tuple[Doubt, ...]) -> list[str]:
    return [doubt.sentence for doubt in doubts]


def _update(update: UpdateDraft) -> dict[str, str]:
    return {"date": update.date, "text": update.text}


def _figure(figure: DraftFigure) -> dict[str, str]:
    return {
        "value": figure.value,
        "label": figure.label,
        "sentence": figure.sentence,
        "period": figure.period,
    }
