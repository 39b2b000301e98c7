"""Who sees what failed, and who may have it tried again."""

from typing import Any

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.jobs.kinds import arguments_of, kind_of


def may_see_failed_job(user: Any, job: DBTaskResult) -> Verdict:
    """A partnership's failed jobs are for its administrators and auditors; those of none are for all of these."""
    return allowed_if(
        any(holds(user, one, partnership_id=partnership_of(job)) for one in SEE_FAILED_JOBS),
        "Only administrators and auditors of the partnership see this job.",
    )


def may_try_again(user: Any, job: DBTaskResult) -> Verdict:
    """An administrator has a failed job done once more."""
    if job.status != TaskResultStatus.FAILED:
        return Verdict(False, "Only a failed job can be tried again: this one is under way or done.")
    return allowed_if(
        holds(user, Permission.MANAGE_PEOPLE, partnership_id=partnership_of(job)),
        "Only an administrator can have a failed job tried again.",
    )


SEE_FAILED_JOBS = (Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT)


def partnership_of(job: DBTaskResult) -> int | None:
    """The partnership a job belongs to; None for one that belongs to all, such as a mail."""
    args, kwargs = arguments_of(job)
    return kind_of(job).partnership_of(*args, **kwargs)
