"""The plans of the grown database: one far larger than any in the field, and many of the usual size."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from bench.grown import wording
from towpath.foundation.clock import now, today
from towpath.foundation.ratings import NOT_STATED, RED_AMBER_GREEN
from towpath.partners.models import Agency, Partnership
from towpath.plans.models import Action, ActionLead, Plan, Recommendation
from towpath.records.reckoning import reckon

# How many actions each plan has: 20,000 in 1,000 plans. The delivery plans we know have about twenty.
SIZES = (500, *[20] * 519, *[19] * 480)
PER_RECOMMENDATION = 3
BATCH = 2_000
RATINGS = (*RED_AMBER_GREEN.ratings, NOT_STATED)


def add_plans(partnerships: Sequence[Partnership]) -> list[Plan]:
    """Shared out in turn, so that each partnership has 200; every other plan has no base date."""
    scheme = RED_AMBER_GREEN.as_json()
    return Plan.objects.bulk_create(
        Plan(
            partnership=wording.pick(partnerships, number),
            title=f"{wording.pick(wording.PLAN_TITLES, number)} {number:04}",
            base_date=None if number % 2 else today() - timedelta(days=400),
            scheme_kept=scheme,
        )
        for number in range(len(SIZES))
    )


def add_actions(plans: Sequence[Plan]) -> list[Action]:
    """The actions of every plan, three under each recommendation."""
    recommendations = Recommendation.objects.bulk_create(_recommendations(plans), batch_size=BATCH)
    homes = {(one.plan_id, one.position): one for one in recommendations}
    made = (
        _action(homes[plan.pk, 1 + place // PER_RECOMMENDATION], plan, place, number)
        for number, (plan, place) in enumerate(_places(plans))
    )
    return Action.objects.bulk_create(made, batch_size=BATCH)


def _places(plans: Sequence[Plan]) -> Iterator[tuple[Plan, int]]:
    """Each action's plan, and its place in it from 0."""
    return ((plan, place) for plan, size in zip(plans, SIZES, strict=True) for place in range(size))


def _recommendations(plans: Sequence[Plan]) -> Iterator[Recommendation]:
    heads = ((plan, place) for plan, place in _places(plans) if place % PER_RECOMMENDATION == 0)
    for number, (plan, place) in enumerate(heads):
        position = 1 + place // PER_RECOMMENDATION
        yield Recommendation(
            plan=plan,
            position=position,
            number=str(position),
            text=wording.recommendation(number),
            theme=wording.pick(wording.THEMES, number),
        )


def _action(recommendation: Recommendation, plan: Plan, place: int, number: int) -> Action:
    rating, deadline = wording.pick(RATINGS, number), wording.pick(wording.DEADLINES, number)
    action = Action(
        plan=plan,
        recommendation=recommendation,
        position=place + 1,
        text=wording.action(number),
        output=wording.output(number),
        outcomes=wording.outcomes(number),
        indicators=wording.indicators(number),
        doubts=["The deadline has no end: check it."] if number % 10 == 0 else [],
        places=[f"page {1 + place // 4}, row {place + 1}"],
        deadline_words=deadline.text,
        deadline_kept=deadline.as_json(),
        rating=rating.slug,
        is_done=rating.means_done,
        updated_at=now() - timedelta(hours=number % 9_000),
    )
    reckon(action)
    return action


def add_leads(actions: Iterable[Action]) -> None:
    """One to three agencies of the plan's partnership for each action, the first accountable."""
    agencies: dict[int, list[Agency]] = {}
    for agency in Agency.objects.all():
        agencies.setdefault(agency.partnership_id, []).append(agency)
    made = (
        _lead(action, agencies[action.plan.partnership_id], number, place)
        for number, action in enumerate(actions)
        for place in range(1 + number % 3)
    )
    ActionLead.objects.bulk_create(made, batch_size=BATCH)


def _lead(action: Action, agencies: Sequence[Agency], number: int, place: int) -> ActionLead:
    agency = wording.pick(agencies, number + place)
    return ActionLead(action=action, agency=agency, position=place + 1, is_accountable=place == 0)
