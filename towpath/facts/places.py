"""Places at which facts are counted, such as sites: a room registers each kind, and says what is owed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from towpath.foundation.figures import Absence
from towpath.foundation.registry import Registry

if TYPE_CHECKING:
    from towpath.facts.counting import Tally


class CountedPlace(Protocol):
    """What a room knows of a place: since when it is counted, and what it did."""

    @property
    def began(self) -> date:
        """The first day of which anything is counted."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether its figures are kept elsewhere, so that no row of it makes one here."""

    def why_nothing(self, work: str, first: date, last: date) -> Absence | None:
        """Why nothing counted between two days is no number; None where the work was done then and nought is real."""

    def why_elsewhere(self, first: date, last: date, *, is_of_a_day: bool) -> Absence:
        """Why there is no figure of a place whose figures are kept elsewhere."""


@dataclass(frozen=True)
class OwesNothing:
    """A place at which nothing is owed, so that nought is always a number."""

    began: date
    is_elsewhere: bool = False

    def why_nothing(self, work: str, first: date, last: date) -> Absence | None:
        return None

    def why_elsewhere(self, first: date, last: date, *, is_of_a_day: bool) -> Absence:
        return Absence.NOT_REPORTED


Places = Callable[["Tally"], Mapping[int, CountedPlace]]
PLACES: Registry[str, Places] = Registry("kind of place")  # by its name, such as "site"
