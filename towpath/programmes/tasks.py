"""What the worker does with programmes while nobody waits."""

from django_tasks import task

from towpath.programmes.services.milestones import reckon_all


@task()
def reckon_milestones() -> int:
    """Derive the dates of every milestone anew; returns how many moved."""
    return reckon_all()
