"""Mail on its way out. A page only puts it in the queue: the mail lane sends it, and tries again where it cannot.

A mail server that never answers thus keeps no page waiting, and no code stands in the arguments of a job.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from towpath.accounts import sealing
from towpath.accounts.models import OutgoingMail
from towpath.foundation.clock import now
from towpath.jobs.progress import TryLaterError
from towpath.jobs.services import ask, forget

MAIL = "accounts.mail"
GOOD_FOR = timedelta(days=3)
# After a try that failed, the next one comes so much later.
NEXT_TRY = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 120, 600, 3600))
KEPT = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


class UnsentMailError(TryLaterError):
    """The mail server did not take a mail."""


class EmailBackend(BaseEmailBackend):
    """What `send_mail` of Django and of its packages finds: it keeps mail for the lane, in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            post(message)
        return len(email_messages)


@transaction.atomic
def post(message: EmailMessage) -> None:
    """Keep a mail for the lane. `message.good_for`, a timedelta, says how long it is worth sending.

    Raises BadHeaderError where what somebody typed would end a line of its head and begin another.
    """
    if message.attachments:
        raise ValueError("Mail of Towpath carries no attachments: it leads to a page instead.")
    message.message()
    kept = {name: getattr(message, name) for name in KEPT} | {"alternatives": alternatives_of(message)}
    row = OutgoingMail.objects.create(
        sealed=sealing.seal(json.dumps(kept)),
        kept_at=now(),
        expires_at=now() + getattr(message, "good_for", GOOD_FOR),
    )
    ask(MAIL, row.pk)


def send(mail_pk: int) -> None:
    """Send a mail that waits, unless it was sent or is no longer good. Raises UnsentMailError.

    It is gone once the mail server has taken it. If this process dies in between, it is sent twice rather than never.
    """
    row = OutgoingMail.objects.filter(pk=mail_pk).first()
    if row is None:
        return
    if row.expires_at > now():
        try:
            message_of(row).send()
        except OSError as error:  # every fault of a mail server is one, smtplib's own among them
            raise UnsentMailError(f"a mail could not be sent ({type(error).__name__}).", NEXT_TRY) from error
    row.delete()


def message_of(row: OutgoingMail) -> EmailMessage:
    """The mail as it was handed to us, to go out by the way the settings name."""
    kept = json.loads(sealing.unseal(row.sealed))
    headers, alternatives = kept.pop("extra_headers"), kept.pop("alternatives")
    message = EmailMultiAlternatives(**kept, headers=headers, connection=get_connection(settings.TOWPATH_MAIL_BACKEND))
    for content, kind in alternatives:
        message.attach_alternative(content, kind)
    return message


def alternatives_of(message: EmailMessage) -> list[tuple[Any, Any]]:
    return [(content, kind) for content, kind in getattr(message, "alternatives", [])]


@transaction.atomic
def forget_expired() -> int:
    """Remove mail that is no longer worth sending, with its jobs. Returns how many."""
    expired = list(OutgoingMail.objects.filter(expires_at__lte=now()).values_list("pk", flat=True))
    forget(MAIL, expired)
    gone, _ = OutgoingMail.objects.filter(pk__in=expired).delete()
    return gone
