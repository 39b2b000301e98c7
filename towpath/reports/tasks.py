"""The job of this room, done by the worker."""

from django_tasks import task

from towpath.reports.services import building


@task()
def build_report(report_pk: int, attempt: int) -> None:
    """Build a quarter's report that somebody asked for."""
    building.build(report_pk, attempt)
