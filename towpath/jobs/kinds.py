"""The kinds of long work: each room registers its own, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from towpath.foundation.registry import Registry

if TYPE_CHECKING:
    from towpath.jobs.progress import Progress


def _called_alike(subject: int) -> str:
    """For jobs that are all called by their label."""
    return ""


@dataclass(frozen=True)
class JobKind:
    """One kind of job: the function that does it, told the key of what it is for and how to say how far it is.

    It may be done more than once, as a worker may die before it can say that it is done. `called` names one of them.
    The row of a kind that `is_passing` is for something that is gone once it is done, and is then cleared away. `every`
    is how often a regular one is asked for.
    """

    name: str
    label: str
    work: Callable[[int, Progress], object]
    steps: int = 0
    called: Callable[[int], str] = _called_alike
    queue: str = "default"
    is_passing: bool = False
    every: timedelta = timedelta(hours=1)


KINDS: Registry[str, JobKind] = Registry("kind of job", key=lambda kind: kind.name)


def regular(name: str, work: Callable[[], object], *, every: timedelta = timedelta(hours=1)) -> JobKind:
    """A kind of work that is for nothing in particular and asked for every hour, or so often. Its name is its label."""
    return JobKind(name, _as_label(name), lambda subject, progress: work(), every=every)


def label_of(name: str, subject: int) -> str:
    """What a job is called on pages; its kind's name in words where no room knows it any more."""
    kind = KINDS.get(name)
    return (kind.called(subject) or kind.label) if kind else _as_label(name)


def queue_of(name: str) -> str:
    return KINDS[name].queue if name in KINDS else "default"


def passing_kinds() -> list[str]:
    return [kind.name for kind in KINDS if kind.is_passing]


def _as_label(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()
