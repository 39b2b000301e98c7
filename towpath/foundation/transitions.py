"""How a thing goes from one state to the next: a table, so that it can be tested whole and drawn into the docs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

State = TypeVar("State", bound=Enum)


class NextStateError(ValueError):
    """This state cannot follow; the message says which can."""


@dataclass(frozen=True)
class Transitions(Generic[State]):
    """From each state, those that may come next; the first state is where it begins."""

    name: str
    moves: Mapping[State, tuple[State, ...]]

    def __post_init__(self) -> None:
        states = list(self.moves)
        missing = [state for state in type(states[0]) if state not in self.moves]
        if missing:
            raise ValueError(f"“{self.name}” does not say what follows {_named(missing)}.")

    @property
    def first(self) -> State:
        return next(iter(self.moves))

    def after(self, state: State) -> tuple[State, ...]:
        """The states that may come next."""
        return self.moves[state]

    def require(self, state: State, following: State) -> None:
        """Go on only if `following` may follow `state`."""
        if following not in self.moves[state]:
            allowed = _named(self.moves[state]) or "nothing"
            raise NextStateError(f"After {_label(state)} only this can come next: {allowed}.")

    def as_diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {_key(self.first)}"]
        lines += [f'    state "{_label(state)}" as {_key(state)}' for state in self.moves]
        lines += [f"    {_key(state)} --> {_key(after)}" for state, afters in self.moves.items() for after in afters]
        lines += [f"    {_key(state)} --> [*]" for state, afters in self.moves.items() if not afters]
        return "\n".join(lines)


def _named(states: Iterable[Enum]) -> str:
    return " or ".join(_label(state) for state in states)


def _label(state: Enum) -> str:
    return str(getattr(state, "label", state.value)).lower()


def _key(state: Enum) -> str:
    return state.name.lower()
