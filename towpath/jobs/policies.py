"""Who may have a failed job tried again; who sees it, its query says."""

from towpath.access.grants import Visitor, holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.jobs.models import Job, JobState


def may_try_again(user: Visitor, job: Job) -> Verdict:
    """An administrator has a failed job done once more."""
    if job.state != JobState.FAILED:
        return Verdict(False, "Only a failed job can be tried again: this one is under way or done.")
    return allowed_if(
        holds(user, Permission.MANAGE_PEOPLE, partnership_id=job.partnership_key),
        "Only an administrator can have a failed job tried again.",
    )
