"""An action as one line of a list, and the place where its dates become words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from towpath.foundation.deadlines import Standing, in_words, standing
from towpath.foundation.ratings import Rating
from towpath.plans.models import Action
from towpath.ui.words import as_day, in_sentence_case


@dataclass(frozen=True)
class Due:
    """When an action is due: the words as written, what they mean, the working date and where that stands."""

    words: str
    meaning: str
    working_date: date | None
    standing: Standing
    base_date: date | None
    needs_base: bool
    doubt: str

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.OVERDUE

    @property
    def counted_from(self) -> str:
        """The base date in a sentence, where the words count from one."""
        if not self.needs_base:
            return ""
        if self.base_date is None:
            return "No base date recorded, so there is no working date."
        return f"Counted from {as_day(self.base_date)}."

    @property
    def adds_a_date(self) -> bool:
        """Does the working date say more than the words and their meaning, which may name that very day?"""
        day = as_day(self.working_date)
        return bool(day) and day not in self.meaning and day != self.words


@dataclass(frozen=True)
class Line:
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
    """An action's deadline on a day."""
    deadline, base = action.deadline, action.plan.base_date
    return Due(
        words=action.deadline_words,
        meaning=in_words(deadline),
        working_date=action.due_on,
        standing=standing(deadline, base, day, is_done=action.is_done),
        base_date=base,
        needs_base=deadline.needs_base,
        doubt=deadline.doubt,
    )


def present_line(action: Action, day: date) -> Line:
    """An action fetched with `with_people`, as a line."""
    leads = list(action.leads.all())
    return Line(
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


def present_lines(actions: Iterable[Action], day: date) -> tuple[Line, ...]:
    return tuple(present_line(action, day) for action in actions)
