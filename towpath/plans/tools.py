"""What can be done with a whole plan: rooms above plans offer their pages here, so that none is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.plans.models import Plan


@dataclass(frozen=True)
class Tool:
    """A page about one plan: its name, its address' name, and the policy that says who is offered it."""

    label: str
    url_name: str
    may_use: Callable[[Any, Plan], Verdict]
    order: int = 100


_offered: dict[str, Tool] = {}


def offer(tool: Tool) -> None:
    """Offer a page about a plan; called once from a room's `AppConfig.ready`."""
    _offered[tool.url_name] = tool


def tools_for(user: Any, plan: Plan) -> list[dict[str, str]]:
    """The pages this person may use on this plan, as links."""
    tools = sorted(_offered.values(), key=lambda tool: tool.order)
    return [
        {"label": tool.label, "href": reverse(tool.url_name, args=[plan.pk])}
        for tool in tools
        if tool.may_use(user, plan)
    ]
