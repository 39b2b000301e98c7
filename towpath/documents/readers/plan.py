"""The plan in a document that was read: its words take as long as their author made them, and so are read apart too.

What is handed in is pickled by the process that asks, which is trusted; what is handed on is not (`apart`).
"""

import pickle

from towpath.documents.plan.columns import Mapping
from towpath.documents.plan.comparison import Comparison, compare
from towpath.documents.plan.draft import PlanDraft
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.plan.reading import plan_in
from towpath.documents.plan.tables import choose_table
from towpath.documents.readers.document import read_document
from towpath.documents.table import Document


def plan_of(given: bytes) -> PlanDraft:
    document, mapping, scheme, day = pickle.loads(given)  # noqa: S301 -- made by our own process
    return plan_in(document, mapping, scheme, day=day)


def document_and_columns(content: bytes, filename: str) -> tuple[Document, Mapping]:
    document = read_document(content, filename)
    return document, guess_columns(choose_table(document))


def comparisons_of(given: bytes) -> tuple[Comparison, Comparison]:
    """What was read beside the entries that stand, and what is new in it beside those that had gone."""
    standing, gone, read = pickle.loads(given)  # noqa: S301 -- made by our own process
    found = compare(standing, read)
    return found, compare(gone, found.new)
