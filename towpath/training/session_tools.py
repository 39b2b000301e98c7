"""What can be done with a session: feedback, certificates and invitations offer their pages here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.training.models import Session


@dataclass(frozen=True)
class Tool:
    """A page or file about one session: its name, its address' name, and the policy that says who is offered it."""

    label: str
    url_name: str
    may_use: Callable[[Any, Session], Verdict]
    order: int = 100


_offered: dict[str, Tool] = {}


def offer(tool: Tool) -> None:
    """Offer a page about a session; called once from the room's `AppConfig.ready`."""
    _offered[tool.url_name] = tool


def tools_for(user: Any, session: Session) -> list[dict[str, str]]:
    """The pages this person may use on this session, as links."""
    tools = sorted(_offered.values(), key=lambda tool: tool.order)
    return [
        {"label": tool.label, "href": reverse(tool.url_name, args=[session.pk])}
        for tool in tools
        if tool.may_use(user, session)
    ]
