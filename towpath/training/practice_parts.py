"""Parts of a practice's page. What the page shows beside the register, training and history is offered here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.training.models import Practice, SignUp


@dataclass(frozen=True)
class Part:
    """One part: its heading, the template that shows it, and what is made for the template to show.

    `present` is given the person, the practice and those of its sign-ups they may see; None where there is nothing for
    them. The template finds what was made as `part.content`.
    """

    heading: str
    template: str
    present: Callable[[Any, Practice, Sequence[SignUp]], Any]
    order: int = 100


@dataclass(frozen=True)
class Shown:
    """A part as one person sees it."""

    heading: str
    template: str
    content: Any


_offered: dict[str, Part] = {}


def offer(part: Part) -> None:
    """Offer a part of a practice's page; called once from a room's `AppConfig.ready`."""
    _offered[part.template] = part


def parts_for(user: Any, practice: Practice, sign_ups: Sequence[SignUp]) -> list[Shown]:
    """The parts that have something for this person, in order."""
    parts = sorted(_offered.values(), key=lambda part: part.order)
    made = [(part, part.present(user, practice, sign_ups)) for part in parts]
    return [Shown(part.heading, part.template, content) for part, content in made if content is not None]
