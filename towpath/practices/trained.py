"""Which practices are fully trained: the room of training, above, says so, and lists of practices show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class TrainedPractices:
    """The rule of each programme in words, by its key, and the sign-ups that reached it.

    Each row of `reached` has a `sign_up` and a `reached_on`.
    """

    rules: Mapping[int, str]
    reached: QuerySet[Any]


TrainedOn = Callable[[QuerySet[Any, Any], date], TrainedPractices]  # asked with the keys of programmes


_registered: list[TrainedOn] = []


def register(trained_on: TrainedOn) -> None:
    """Let the room above say which practices are fully trained."""
    _registered.append(trained_on)


def trained_on(programmes: QuerySet[Any, Any], day: date) -> TrainedPractices:
    """The practices of these programmes fully trained by a day, under the rule then in force."""
    return _registered[-1](programmes, day)
