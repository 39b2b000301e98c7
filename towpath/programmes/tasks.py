"""What the worker does with programmes while nobody waits."""

from django_tasks import task

from towpath.programmes.services.milestones import reckon_recurring


@task()
def reckon_milestones() -> int:
    """The daily job: move on every recurring milestone whose last turn has passed."""
    return reckon_recurring()
