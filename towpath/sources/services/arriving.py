"""A document that arrived is kept, once, and its reading begun."""

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.records.preparing import before_transaction
from towpath.sources import policies
from towpath.sources.models import Reading, ReadingState, SourceDocument
from towpath.sources.services.arrivals import Arrival
from towpath.sources.services.pairing import RecognisedDocument, recognise


@before_transaction("recognised", recognise)
@transaction.atomic
def upload_document(
    *, actor: User, partnership: Partnership, arrival: Arrival, recognised: RecognisedDocument, plan: Plan | None = None
) -> Reading:
    """Keep a document and begin its reading; sent again, it leads to the reading that is open already.

    `plan` is the plan it is a newer copy of, where a person said so; otherwise it is recognised, or None.
    """
    policies.may_read_in(actor, partnership).require()
    policies.may_pair(partnership, plan).require()
    document = _kept(actor, partnership, arrival)
    reading = document.readings.with_document().filter(state=ReadingState.OPEN).first()
    if reading is None:
        reading = _begun(actor, document, recognised)
    if plan or reading.compares_with is None:
        reading.compares_with = plan or recognised.plan
        reading.save(update_fields=["compares_with"])
    record(actor=actor, event=Event.DOCUMENT_UPLOADED, subject=document, kind=document.kind, reading=reading.pk)
    return reading


def _kept(actor: User, partnership: Partnership, arrival: Arrival) -> SourceDocument:
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


def _begun(actor: User, document: SourceDocument, recognised: RecognisedDocument) -> Reading:
    """A new reading, with the columns as they were read in this document before, or in one of its shape."""
    return Reading.objects.create(
        document=document,
        mapping_kept=recognised.mapping.as_json(),
        scheme_kept=recognised.scheme.as_json(),
        begun_by=actor,
        begun_at=now(),
    )
