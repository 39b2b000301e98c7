"""What can be found of plans."""

from towpath.plans.models import Action, Plan, Recommendation
from towpath.search.register import Searchable
from towpath.search.register import register as let_find


def register() -> None:
    """Called once, when the room is ready."""
    let_find(
        Searchable(
            model=Plan, title="{title}", words=("source",), visible=Plan.objects.visible_to
        ),
        Searchable(
            model=Recommendation, title="{text}", words=("number", "theme", "scope"),
            page={"pk": "plans:recommendation"}, visible=Recommendation.objects.visible_to, part_of=("plan",),
        ),
        Searchable(
            model=Action, title="{text}", words=("number", "output", "recommendation__text", "recommendation__theme"),
            visible=Action.objects.visible_to, part_of=("plan",),
        ),
    )  # fmt: skip
