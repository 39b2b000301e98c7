"""Which practices are fully trained: the room of training, above, says so, and lists of practices show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from towpath.foundation.registry import Registry


@dataclass(frozen=True)
class TrainedPractices:
    """The rule of each programme in words, by its key, and the sign-ups that reached it.

    Each row of `reached` has a `sign_up` and a `reached_on`.
    """

    rules: Mapping[int, str]
    reached: QuerySet[Any]


TrainedOn = Callable[[QuerySet[Any, Any], date], TrainedPractices]  # asked with the keys of programmes
TRAINED_ON: Registry[TrainedOn, TrainedOn] = Registry("rule for fully trained practices")


def trained_on(programmes: QuerySet[Any, Any], day: date) -> TrainedPractices:
    """The practices of these programmes fully trained by a day, under the rule then in force."""
    return TRAINED_ON.only(programmes, day)
