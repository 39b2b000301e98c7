"""The door for plans: a document in, as it was read, and the draft of a plan out, or a sentence that says why not."""

from collections.abc import Sequence
from datetime import date

from towpath.documents.plan.columns import Mapping
from towpath.documents.plan.comparison import Comparison, PlanEntry
from towpath.documents.plan.draft import PlanDraft
from towpath.documents.readers.apart import read_apart, work_apart
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.table import Document
from towpath.foundation.ratings import RED_AMBER_GREEN, Scheme


def read_plan(
    document: Document, mapping: Mapping | None = None, scheme: Scheme = RED_AMBER_GREEN, *, day: date | None = None
) -> PlanDraft:
    """The plan in a document, with every doubt marked; nothing is saved.

    `mapping` is what a person, or a kept mapping, says of the columns; without one they are guessed.
    `scheme` is the rating scheme to prefer where the document's words fit it. `day` is the day of
    which the document is true: what it says is done later is still to be done. Raises `UnreadableFile`,
    with the sentence to show, where there is no table, or neither an action nor a recommendation.
    """
    draft: PlanDraft = work_apart(ReadingTask.PLAN, document, mapping, scheme, day)
    return draft


def read_arriving(content: bytes, filename: str) -> tuple[Document, Mapping]:
    """A document, and what the columns of its plan most likely hold, by one process. Raises `UnreadableFile`."""
    read: tuple[Document, Mapping] = read_apart(ReadingTask.ARRIVING_PLAN, content, filename=filename)
    return read


def compare_plans(
    standing: Sequence[PlanEntry], gone: Sequence[PlanEntry], read: Sequence[PlanEntry]
) -> tuple[Comparison, Comparison]:
    """What was read beside what stands, and what is new in it beside what had gone before.

    The words of a document are as many as its author liked, so they are compared where it is read. Raises
    `UnreadableFile` where that takes too long or too much memory.
    """
    found: tuple[Comparison, Comparison] = work_apart(ReadingTask.COMPARISON, standing, gone, read)
    return found
