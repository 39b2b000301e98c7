"""What the columns of a document hold, as a person corrects it, and keeping that for the next of its shape."""

from collections.abc import Sequence

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan import Mapping, PlanColumn
from towpath.foundation.clock import now
from towpath.foundation.ratings import Scheme
from towpath.records.holding import hold
from towpath.sources import policies
from towpath.sources.models import ColumnMapping, Reading


@transaction.atomic
def correct_mapping(
    *, actor: User, reading: Reading, version: int, columns: Sequence[PlanColumn], scheme: Scheme
) -> Reading:
    """Read the document by these columns, left to right, and this rating scheme. Raises ChangedMeanwhile."""
    policies.may_work_on(actor, reading).require()
    held = hold(Reading.objects.with_document(), reading.pk, version=version)
    held.mapping_kept, held.scheme_kept = corrected(held.mapping, columns).as_json(), scheme.as_json()
    held.version += 1
    held.save(update_fields=["mapping_kept", "scheme_kept", "version"])
    record(actor=actor, event=Event.MAPPING_CORRECTED, subject=held, columns=[column.value for column in columns])
    return held


def corrected(mapping: Mapping, columns: Sequence[PlanColumn]) -> Mapping:
    """The mapping with these columns; where a person chose what was guessed, the guess keeps its reason."""
    for place, (chosen, held) in enumerate(zip(columns, mapping.columns, strict=True)):
        if chosen is not held:
            mapping = mapping.with_column(place, chosen)
    return mapping


@transaction.atomic
def keep_mapping(*, actor: User, reading: Reading) -> ColumnMapping:
    """Keep how this document's columns are read, for the partnership's next document of its shape."""
    policies.may_work_on(actor, reading).require()
    mapping, _ = ColumnMapping.objects.update_or_create(
        partnership=reading.document.partnership,
        shape=reading.mapping.shape,
        defaults={
            "mapping_kept": reading.mapping_kept,
            "scheme_kept": reading.scheme_kept,
            "kept_by": actor,
            "kept_at": now(),
        },
    )
    record(actor=actor, event=Event.MAPPING_KEPT, subject=mapping, reading=reading.pk)
    return mapping
