"""The jobs of the records room, done by the worker."""

from django_tasks import task

from towpath.foundation.clock import now
from towpath.records import once, reckoning


@task()
def forget_used_forms() -> int:
    """Remove the tokens of forms used long ago; returns how many went."""
    return once.forget_used_forms(before=now() - once.KEPT_FOR)


@task()
def reckon_working_dates() -> int:
    """Derive the working dates of every promise anew; returns how many moved."""
    return reckoning.reckon_all()
