"""The draft that a reading stands for: read again from the kept file, so that it never differs from its source.

The last few are remembered, as a page, its correction and the saving all look at the same draft.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from towpath.documents.plan import Mapping, PlanDraft, choose_table, read_plan
from towpath.documents.reading import read_document
from towpath.documents.table import Document, Table, UnreadableFile
from towpath.foundation.clock import local_day
from towpath.foundation.ratings import Scheme
from towpath.plans.models import Plan
from towpath.plans.services.origins import DocumentBefore
from towpath.sources.models import Reading, ReadingState, SourceDocument

REMEMBERED = 8


@dataclass(frozen=True)
class _Original:
    """Which file: its hash stands for its content."""

    pk: int
    sha256: str
    name: str


def draft_of(reading: Reading, as_at: date | None = None) -> PlanDraft:
    """The plan as this reading has it, true of the date at which the document stands, else of the day it came in.

    Raises UnreadableFile, with the sentence to show, where it has none.
    """
    return _draft(_original(reading), reading.mapping, reading.scheme, as_at or _day_of(reading))


def before(plan: Plan) -> DocumentBefore | None:
    """The document that was taken into a plan last; None where there is none, or it can be read no more."""
    readings = plan.readings.filter(state=ReadingState.SAVED).select_related("document").defer("document__content")
    last = readings.order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None:
        return None
    try:
        return DocumentBefore(draft_of(last), last.ended_at)
    except UnreadableFile:
        return None


def trial(reading: Reading, mapping: Mapping, scheme: Scheme) -> PlanDraft:
    """The plan as it would be if the columns were read so. Raises UnreadableFile where there would be none."""
    return _draft(_original(reading), mapping, scheme, _day_of(reading))


def table_of(reading: Reading) -> Table:
    """The table of the document that the plan is read from."""
    return _table(_original(reading), reading.mapping)


def _original(reading: Reading) -> _Original:
    document = reading.document
    return _Original(document.pk, document.sha256, document.name)


def _day_of(reading: Reading) -> date:
    """The day of which a document is true: as at which it stands, else the day it came in."""
    return reading.as_at or local_day(reading.document.uploaded_at)


@lru_cache(maxsize=REMEMBERED)
def _draft(original: _Original, mapping: Mapping, scheme: Scheme, day: date) -> PlanDraft:
    return read_plan(_document(original), mapping, scheme, day=day)


@lru_cache(maxsize=REMEMBERED)
def _table(original: _Original, mapping: Mapping) -> Table:
    return choose_table(_document(original), mapping)


@lru_cache(maxsize=REMEMBERED)
def _document(original: _Original) -> Document:
    content = SourceDocument.objects.values_list("content", flat=True).get(pk=original.pk)
    return read_document(bytes(content), original.name)
