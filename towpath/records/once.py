"""The second click: what a form asks for is done once, and its second use gets the first's answer.

The audit record calls `use_form` for every change, so no service can forget it: the form counts as used in the
change's own transaction, and of two requests that arrive at once the later waits for the earlier, and is refused.
"""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from towpath.foundation.clock import now
from towpath.records.models import UsedForm

KEPT_FOR = timedelta(days=7)  # as long as what was typed
PATIENCE = 2.0  # seconds in which the request that used a form answers, where its process is alive
PAUSE = 0.02  # seconds


class FormUsedError(Exception):
    """Another request has used this form and made its change."""


@dataclass(frozen=True)
class SentForm:
    """A form as it arrived with one request."""

    person_id: int
    path: str
    token: str
    fingerprint: str
    request: str


_sent: ContextVar[SentForm | None] = ContextVar("sent_form", default=None)


def begin(form: SentForm | None) -> None:
    """Whatever this thread changes from now on, it does because of this form; because of none for None."""
    _sent.set(form)


def use_form(subject: models.Model | None) -> None:
    """Count the form being sent as used, in this transaction. Raises FormUsedError where another request did so."""
    form = _sent.get()
    if form is None:
        return
    about = {} if subject is None else {"subject_kind": subject._meta.label_lower, "subject_key": str(subject.pk)}
    first = {"fingerprint": form.fingerprint, "request": form.request, "used_at": now(), **about}
    used, _ = UsedForm.objects.get_or_create(
        person_id=form.person_id, path=form.path, token=form.token, defaults=first
    )  # fmt: skip
    if used.request != form.request:
        raise FormUsedError


def use_of(form: SentForm) -> UsedForm | None:
    """How the form was used, by this request or by another."""
    return UsedForm.objects.filter(person_id=form.person_id, path=form.path, token=form.token).first()


@transaction.atomic
def keep_answer(used: UsedForm, address: str, messages: list[object]) -> None:
    """Keep what the second use of the form is answered with."""
    used.answered_with, used.messages = address, messages
    used.save(update_fields=["answered_with", "messages"])


def wait_for_answer(used: UsedForm) -> UsedForm:
    """The use with its answer, which may follow its change by a moment; without one where the process died."""
    is_recent = used.used_at > now() - timedelta(seconds=PATIENCE)
    until = time.monotonic() + PATIENCE
    while is_recent and not used.answered_with and time.monotonic() < until:
        time.sleep(PAUSE)
        used.refresh_from_db()
    return used


@transaction.atomic
def forget_used_forms(*, before: datetime) -> int:
    """Remove the forms used before that moment; return how many there were."""
    removed: int = UsedForm.objects.filter(used_at__lt=before).delete()[0]
    return removed
