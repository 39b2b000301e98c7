"""An action as one line of a list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from towpath.foundation.ratings import Rating
from towpath.plans.models import Action
from towpath.ui.due import Due, due_of
from towpath.ui.words import in_sentence_case


@dataclass(frozen=True)
class ActionLine:
    """An action in a list."""

    pk: int
    number: str
    reference: str
    text: str
    recommendation_pk: int
    recommendation: str
    recommendation_text: str
    theme: str
    plan_pk: int
    plan: str
    leads: tuple[str, ...]
    accountable: str
    due: Due
    rating: Rating
    updated_at: datetime | None
    is_outside_control: bool
    has_doubts: bool

    @property
    def leads_in_words(self) -> str:
        return ", ".join(self.leads) or "No lead agency recorded"


def present_due(action: Action, day: date) -> Due:
    """An action's deadline on a day, in the words of its plan."""
    due = due_of(action.deadline, action.due_on, action.plan.base_date, day, is_done=action.is_done)
    return replace(due, words=action.deadline_words)


def present_line(action: Action, day: date) -> ActionLine:
    """An action fetched with `with_people`, as a line."""
    leads = list(action.leads.all())
    return ActionLine(
        pk=action.pk,
        number=action.number,
        reference=action.number or str(action.position),
        text=action.text,
        recommendation_pk=action.recommendation_id,
        recommendation=action.recommendation.label,
        recommendation_text=action.recommendation.text,
        theme=in_sentence_case(action.recommendation.theme),
        plan_pk=action.plan_id,
        plan=action.plan.title,
        leads=tuple(lead.agency.name for lead in leads),
        accountable=next((lead.agency.name for lead in leads if lead.is_accountable), ""),
        due=present_due(action, day),
        rating=action.rated,
        updated_at=action.updated_at,
        is_outside_control=action.is_outside_control,
        has_doubts=bool(action.doubts),
    )


def present_lines(actions: Iterable[Action], day: date) -> tuple[ActionLine, ...]:
    return tuple(present_line(action, day) for action in actions)
