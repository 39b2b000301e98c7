"""Everything that changes a reading: upload, columns, save, bring up to date, discard."""

from towpath.sources.services.arrivals import Arrival, arrive
from towpath.sources.services.arriving import upload_document
from towpath.sources.services.columns import correct_mapping, keep_mapping
from towpath.sources.services.drafting import draft_of
from towpath.sources.services.pairing import pair_with, recognise
from towpath.sources.services.saving import apply_revision, discard_reading, save_reading

__all__ = [
    "Arrival",
    "apply_revision",
    "arrive",
    "correct_mapping",
    "discard_reading",
    "draft_of",
    "keep_mapping",
    "pair_with",
    "recognise",
    "save_reading",
    "upload_document",
]
