"""Parts of the pages of practices: what they show beside the register, sign-ups and history is offered here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towpath.accounts.models import User
from towpath.foundation.registry import Registry
from towpath.practices.models import Practice, SignUp


@dataclass(frozen=True)
class PracticePart:
    """One part: its heading, the template that shows it, and what is made for the template to show.

    `present` is given the person, the practice and those of its sign-ups they may see; None where there is nothing for
    them. The template finds what was made as `part.content`.
    """

    heading: str
    template: str
    present: Callable[[User, Practice, Sequence[SignUp]], Any]
    order: int = 100


@dataclass(frozen=True)
class SignUpPart:
    """What each sign-up of a practice's page begins with: where it stands on a day.

    `present` is given its sign-ups and the day, and answers by sign-up. The template finds the answer as
    `part.content`, the sign-up as `section.sign_up`, whether it may be recorded for as `section.may_record`, and the
    day as `day`.
    """

    template: str
    present: Callable[[Sequence[SignUp], date], Mapping[int, Any]]


@dataclass(frozen=True)
class ShownPracticePart:
    """A part as one person sees it; one of a sign-up has no heading of its own."""

    heading: str
    template: str
    content: Any


PARTS: Registry[str, PracticePart] = Registry("part of a practice's page", key=lambda part: part.template)
SIGN_UP_PARTS: Registry[str, SignUpPart] = Registry("beginning of a sign-up", key=lambda part: part.template)
LISTS: Registry[str, str] = Registry("list of practices")  # what it is called, by its address' name


def parts_for(user: User, practice: Practice, sign_ups: Sequence[SignUp]) -> list[ShownPracticePart]:
    """The parts that have something for this person, in order."""
    parts = sorted(PARTS, key=lambda part: part.order)
    made = [(part, part.present(user, practice, sign_ups)) for part in parts]
    return [ShownPracticePart(part.heading, part.template, content) for part, content in made if content is not None]


def parts_of_sign_ups(sign_ups: Sequence[SignUp], day: date) -> dict[int, list[ShownPracticePart]]:
    """By sign-up, what it begins with."""
    made = [(part, part.present(sign_ups, day)) for part in SIGN_UP_PARTS]
    return {
        one.pk: [ShownPracticePart("", part.template, found.get(one.pk)) for part, found in made] for one in sign_ups
    }
