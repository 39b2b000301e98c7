"""What a room tells about its jobs: their name, and what to do when one fails or is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_tasks_db.models import DBTaskResult


def _nothing(*args: Any, **kwargs: Any) -> None:
    """For a job that leaves no state of its own behind."""


def _unnamed(*args: Any) -> str:
    """For jobs that are all called alike."""
    return ""


def _always(*args: Any) -> bool:
    return True


@dataclass(frozen=True)
class JobKind:
    """One kind of job. Each function gets the job's own arguments, which are keys; `called` names one of them.

    `failed` also gets the reference under which the log holds the trace, and which part of the work stopped it, ""
    where that is not known (the error's `where`). `is_open` tells whether the failure still
    matters: it does not once somebody had the work done in another way.
    """

    label: str
    failed: Callable[..., None] = _nothing
    reopened: Callable[..., None] = _nothing
    is_open: Callable[..., bool] = _always
    partnership_of: Callable[..., int | None] = _nothing
    called: Callable[..., str] = _unnamed


_kinds: dict[str, JobKind] = {}


def register(task_path: str, kind: JobKind) -> None:
    """Tell about the job of that path, such as "towpath.papers.tasks.build_paper"."""
    _kinds[task_path] = kind


def kind_of(job: DBTaskResult) -> JobKind:
    """What is known of a job; its name in words where its room told nothing."""
    return _kinds.get(job.task_path) or JobKind(job.task_name.replace("_", " ").capitalize())


def label_of(job: DBTaskResult) -> str:
    """What a job is called on pages."""
    args, kwargs = arguments_of(job)
    kind = kind_of(job)
    return kind.called(*args, **kwargs) or kind.label


def arguments_of(job: DBTaskResult) -> tuple[list[Any], dict[str, Any]]:
    return job.args_kwargs["args"], job.args_kwargs["kwargs"]
