"""The jobs of the accounts room, done by the worker."""

from django_tasks import task

from towpath.accounts.drafts import KEPT_FOR
from towpath.accounts.drafts import forget_old_drafts as forget
from towpath.foundation.clock import now


@task()
def forget_old_drafts() -> int:
    """Remove what people typed and never saved, after a week; returns how many drafts went."""
    return forget(before=now() - KEPT_FOR)
