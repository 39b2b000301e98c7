"""The job of this room, done by the worker."""

from django_tasks import task

from towpath.papers.services import building


@task()
def build_paper(paper_pk: int, attempt: int) -> None:
    """Build a paper that somebody asked for, or make the files of one that was issued."""
    building.build(paper_pk, attempt)
