"""The files of a paper: asked for again, cancelled, read to be handed out."""

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.record import record
from towpath.jobs.services import cancel as cancel_job
from towpath.papers import policies
from towpath.papers.models import Paper, PaperFile
from towpath.papers.services.steps import ask_for_files, locked
from towpath.records.kept_files import content_of

MADE_AGAIN = "Whoever had the report made can have its files made again, from its page."


@transaction.atomic
def try_again(*, actor: User, paper: Paper) -> Paper:
    """Have a paper built once more, or the files of a final one made anew. A job under way leaves it alone."""
    held = locked(paper)
    policies.may_try_again(actor, held).require()
    ask_for_files(held)
    record(actor=actor, event=held.of_kind.events["files_asked"], subject=held, attempt=held.job.attempt)
    return held


@transaction.atomic
def cancel(*, actor: User, paper: Paper) -> Paper:
    """Let files that were asked for be made no more; those made earlier stay. They can be asked for again."""
    held = locked(paper)
    policies.may_cancel(actor, held).require()
    held.job = cancel_job(held.job)
    record(actor=actor, event=held.of_kind.events["cancelled"], subject=held, attempt=held.job.attempt)
    return held


def file_of(user: User, paper: Paper, kind: str) -> tuple[bytes, str]:
    """A file of a paper that this person may read, the newest of its kind, and its fingerprint.

    Raises DoesNotExist where it has none such, and NotAsKeptError where it is missing or altered.
    """
    policies.may_read(user, paper).require()
    taken = paper.files.filter(kind=kind).last()
    if taken is None:
        raise PaperFile.DoesNotExist
    return content_of(taken.file, sha256=taken.sha256, subject=paper, remedy=MADE_AGAIN), taken.sha256
