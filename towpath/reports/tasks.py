"""The jobs of this room, done by the worker."""

from django_tasks import task

from towpath.reports.services import building, progress_files


@task()
def build_report(report_pk: int, attempt: int) -> None:
    """Build a quarter's report that somebody asked for."""
    building.build(report_pk, attempt)


@task()
def make_progress_files(report_pk: int, attempt: int) -> None:
    """Make the PDF and the Word file of a progress report that was issued."""
    progress_files.make_files(report_pk, attempt)
