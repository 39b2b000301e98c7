"""The kinds of long work: each room registers its own, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from towpath.jobs.progress import Progress


def _called_alike(subject: int) -> str:
    """For jobs that are all called by their label."""
    return ""


@dataclass(frozen=True)
class JobKind:
    """One kind of job: the function that does it, told the key of what it is for and how to say how far it is.

    It may be done more than once, as a worker may die before it can say that it is done. `called` names one of them.
    The row of a kind that `is_passing` is for something that is gone once it is done, and is then cleared away.
    """

    name: str
    label: str
    work: Callable[[int, Progress], object]
    steps: int = 0
    called: Callable[[int], str] = _called_alike
    queue: str = "default"
    is_passing: bool = False


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """For a room with long work, from its `AppConfig.ready`."""
    _kinds[kind.name] = kind


def regular(name: str, work: Callable[[], object]) -> JobKind:
    """A kind of work that is for nothing in particular and asked for every hour. Its name is its label."""
    return JobKind(name, _as_label(name), lambda subject, progress: work())


def kind_named(name: str) -> JobKind:
    """The kind of that name. Raises KeyError where no room registered it."""
    return _kinds[name]


def label_of(name: str, subject: int) -> str:
    """What a job is called on pages; its kind's name in words where no room knows it any more."""
    kind = _kinds.get(name)
    return (kind.called(subject) or kind.label) if kind else _as_label(name)


def queue_of(name: str) -> str:
    return _kinds[name].queue if name in _kinds else "default"


def passing_kinds() -> list[str]:
    return [kind.name for kind in _kinds.values() if kind.is_passing]


def _as_label(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()
