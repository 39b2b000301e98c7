"""Reading a person's record and taking a file out: each is an entry before the page or the file's first byte leaves."""

from collections.abc import Collection, Iterable
from mimetypes import guess_type
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from towpath.access.grants import Visitor
from towpath.audit.events import Event
from towpath.audit.record import record

CSV = "text/csv; charset=utf-8"


@transaction.atomic
def record_reading(actor: "Visitor | None", event: Event, subject: Model | None = None, **details: Any) -> None:
    """Record that somebody saw a record or took it out, in a transaction of its own: nothing else changes."""
    record(actor=actor, event=event, subject=subject, **details)


def hand_out(
    actor: "Visitor | None",
    event: Event,
    content: bytes | Iterable[str],
    *,
    of: Model | Collection[Model] | None,
    name: str,
    content_type: str = "",
    **details: Any,
) -> HttpResponseBase:
    """A file to download, recorded with each record it speaks of, so that the auditors of each find it.

    Lines of text are written as they are sent, as CSV where nothing else is said.
    """
    subjects: list[Model | None] = [of] if of is None or isinstance(of, Model) else [*of] or [None]
    with transaction.atomic():
        for subject in subjects:
            record(actor=actor, event=event, subject=subject, **details)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    if isinstance(content, bytes):
        content_type = content_type or guess_type(name)[0] or "application/octet-stream"
        return HttpResponse(content, content_type=content_type, headers=headers)
    return StreamingHttpResponse(content, content_type=content_type or CSV, headers=headers)
