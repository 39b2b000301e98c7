"""A document arrives: read first, so that a refused file leaves nothing behind, then kept once."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan import Mapping, choose_table, guess_columns
from towpath.documents.reading import read_document
from towpath.documents.table import Document
from towpath.foundation.clock import now
from towpath.foundation.ratings import RED_AMBER_GREEN, Scheme
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.sources import policies
from towpath.sources.models import ColumnMapping, Reading, SourceDocument, State
from towpath.sources.services.pairing import likely_plan


@dataclass(frozen=True)
class Arrival:
    """A file that could be read, with what it holds; nothing is kept yet."""

    name: str
    content: bytes
    document: Document

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def guess(self) -> Mapping:
        """What the columns of its plan most likely hold."""
        return guess_columns(choose_table(self.document))


def arrive(content: bytes, name: str) -> Arrival:
    """Read a file before anything is kept. Raises UnreadableDocument, with the sentence to show, where it cannot be.

    Reading takes up to seconds, so it happens before the transaction that keeps the file, and holds nobody up.
    """
    arrival = Arrival(PurePath(name).name[-250:] or "document", content, read_document(content, name))
    _ = arrival.guess
    return arrival


@transaction.atomic
def upload_document(*, actor: Any, partnership: Partnership, arrival: Arrival, plan: Plan | None = None) -> Reading:
    """Keep a document and begin its reading; sent again, it leads to the reading that is open already.

    `plan` is the plan it is a newer copy of, where a person said so; otherwise it is recognised, or None.
    """
    policies.may_read_in(actor, partnership).require()
    policies.may_pair(partnership, plan).require()
    document = _kept(actor, partnership, arrival)
    reading = document.readings.with_document().filter(state=State.OPEN).first()
    if reading is None:
        reading = _begun(actor, document, arrival)
    if plan or reading.compares_with is None:
        reading.compares_with = plan or likely_plan(reading)
        reading.save(update_fields=["compares_with"])
    record(actor=actor, event=Event.DOCUMENT_UPLOADED, subject=document, kind=document.kind, reading=reading.pk)
    return reading


def _kept(actor: Any, partnership: Partnership, arrival: Arrival) -> SourceDocument:
    """The partnership's one copy of the file, held so that two people who send it at once begin one reading."""
    SourceDocument.objects.get_or_create(
        partnership=partnership,
        sha256=arrival.sha256,
        defaults={
            "name": arrival.name,
            "kind": arrival.document.kind,
            "size": len(arrival.content),
            "content": arrival.content,
            "uploaded_by": actor,
            "uploaded_at": now(),
        },
    )
    held = SourceDocument.objects.without_content().select_for_update()
    return held.get(partnership=partnership, sha256=arrival.sha256)


def _begun(actor: Any, document: SourceDocument, arrival: Arrival) -> Reading:
    """A new reading, with the columns as they were read in this document before, or in one of its shape."""
    before = document.readings.order_by("-pk").first()
    kept = document.partnership.column_mappings.filter(shape=arrival.guess.shape).first()
    mapping, scheme = _known(before or kept) or (arrival.guess, RED_AMBER_GREEN)
    return Reading.objects.create(
        document=document,
        mapping_kept=mapping.as_json(),
        scheme_kept=scheme.as_json(),
        begun_by=actor,
        begun_at=now(),
    )


def _known(before: Reading | ColumnMapping | None) -> tuple[Mapping, Scheme] | None:
    if before is None:
        return None
    return Mapping.from_json(before.mapping_kept), Scheme.from_json(before.scheme_kept)
