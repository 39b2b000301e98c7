"""The job of the search room, done by the worker."""

from django_tasks import task

from towpath.search import services


@task()
def mend_index() -> int:
    """Put right what the index says of records that were changed without it; returns how many entries were wrong."""
    return services.mend_index()
