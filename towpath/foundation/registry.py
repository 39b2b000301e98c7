"""What rooms above declare to a lower one, which imports none of them: each thing once, by its key.

PARTS = Registry[str, Part]("part of the first page", key=lambda part: part.heading)
PARTS.add(Part(...))  # from the `AppConfig.ready` of a room above
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class RegistryError(LookupError):
    """Two things were declared under one key, or none was under the key asked for."""


class Registry(Generic[Key, Thing]):
    """Things by their keys, in the order in which they were declared; `noun` says what one of them is.

    A thing without a key of its own, such as a function, is its own key.
    """

    def __init__(self, noun: str, key: Callable[[Thing], Key] | None = None) -> None:
        self.noun = noun
        self._key = key
        self._things: dict[Any, Thing] = {}

    def add(self, *things: Thing) -> None:
        """Declare these. Raises RegistryError for a key that is taken."""
        for thing in things:
            self.put(self._key(thing) if self._key else thing, thing)

    def put(self, key: Any, thing: Thing) -> None:
        """Declare one under a key that it does not hold itself. Raises RegistryError where the key is taken."""
        if key in self._things:
            raise RegistryError(f"There is a {self.noun} “{key}” already: each is declared once.")
        self._things[key] = thing

    def get(self, key: Any) -> Thing | None:
        return self._things.get(key)

    def __getitem__(self, key: Any) -> Thing:
        if key not in self._things:
            known = ", ".join(map(str, self._things)) or "none"
            raise RegistryError(f"There is no {self.noun} “{key}”. Declared: {known}.")
        return self._things[key]

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[Thing]:
        return iter(list(self._things.values()))

    def __len__(self) -> int:
        return len(self._things)

    def items(self) -> list[tuple[Key, Thing]]:
        """Each with its key."""
        return list(self._things.items())

    @property
    def only(self) -> Thing:
        """The one thing, where one room alone declares. Raises RegistryError unless there is exactly one."""
        if len(self._things) != 1:
            raise RegistryError(f"One {self.noun} is to be declared, and there are {len(self._things)}.")
        return next(iter(self))
