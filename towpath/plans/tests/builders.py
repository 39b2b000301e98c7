"""Plans for tests of any room, saved by the service that saves them for users."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from towpath.access.roles import Role
from towpath.documents.plan.columns import Mapping
from towpath.documents.plan.draft import ActionDraft, PlanDraft, RecommendationDraft
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.ratings import NOT_STATED, RED_AMBER_GREEN, Scheme
from towpath.partners.models import Agency, Partnership
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.plans.models import Action, Plan
from towpath.plans.services.planning import PlanInput, create_plan


def action_draft(text: str = "Train reception staff", **more: Any) -> ActionDraft:
    """An action as read: `leads`, `deadline` as words, `rating` as a slug, and any other part of a draft."""
    rating = RED_AMBER_GREEN.rating(more.pop("rating", NOT_STATED.slug))
    return ActionDraft(
        number=more.pop("number", ""),
        text=text,
        leads=tuple(more.pop("leads", ("Housing",))),
        deadline=read_deadline(more.pop("deadline", "Ongoing")),
        rating=rating,
        **more,
    )


def draft_of(*recommendations: Sequence[ActionDraft], themes: Sequence[str] = ()) -> PlanDraft:
    """A plan as read: one recommendation for each list of actions."""
    return PlanDraft(
        title="Delivery plan",
        recommendations=tuple(
            RecommendationDraft(
                number=str(number),
                text=f"Recommendation text {number}",
                theme=themes[number - 1] if number <= len(themes) else "",
                actions=tuple(actions),
            )
            for number, actions in enumerate(recommendations, start=1)
        ),
        mapping=Mapping(()),
        scheme=RED_AMBER_GREEN,
    )


def plan_with(
    *actions: ActionDraft,
    partnership: Partnership | None = None,
    title: str = "Delivery plan",
    base_date: date | None = None,
    scheme: Scheme = RED_AMBER_GREEN,
    draft: PlanDraft | None = None,
) -> Plan:
    """A kept plan with these actions under one recommendation, or with a whole draft."""
    partnership = partnership or partnership_named()
    heading = PlanInput(title=title, source="strategy", base_date=base_date, scheme=scheme, layout={})
    actor = person_with(Role.COORDINATOR, partnership=partnership)
    return create_plan(
        actor=actor,
        partnership=partnership,
        heading=heading,
        draft=draft or draft_of(actions or (action_draft(),)),
    )


def action_with(text: str = "Train reception staff", **more: Any) -> Action:
    """A kept action, alone in its plan; `partnership` and `base_date` are the plan's."""
    about = {name: more.pop(name) for name in ("partnership", "base_date", "title") if name in more}
    return plan_with(action_draft(text, **more), **about).actions.get()


def agency_named(name: str, partnership: Partnership) -> Agency:
    """The agency of that name in the partnership, made where no plan named it yet."""
    return partnership.agencies.filter(name=name).first() or agency_of(partnership, name)
