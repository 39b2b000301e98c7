"""The jobs of the accounts room, done by the worker."""

from django_tasks import task

from towpath.accounts import outgoing
from towpath.accounts.drafts import KEPT_FOR
from towpath.accounts.drafts import forget_old_drafts as forget
from towpath.foundation.clock import now


@task()
def forget_old_drafts() -> int:
    """Remove what people typed and never saved, after a week; returns how many drafts went."""
    return forget(before=now() - KEPT_FOR)


@task(queue_name="mail")
def send_mail(mail_pk: int) -> None:
    """Send a mail that waits. Its key is all that the queue knows of it."""
    outgoing.send(mail_pk)


@task()
def forget_expired_mail() -> int:
    """Remove mail that is no longer worth sending; returns how many mails went."""
    return outgoing.forget_expired()
