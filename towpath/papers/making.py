"""Making a paper and its files step by step, so that whoever waits sees how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from towpath.documents.blocks import PaperContents

STEPS = ("Gathering what it says", "Setting the PDF", "Writing the Word file")


@dataclass(frozen=True)
class Made:
    """What a paper says, and its files."""

    contents: PaperContents
    pdf: bytes
    word: bytes


def make(gather: Callable[[], PaperContents], made_at: datetime, *, tell: Callable[[int, str], None]) -> Made:
    """The paper; `tell` hears how many steps are done and which one begins.

    What sets the files is loaded here, as only the job and the terminal need it.
    """
    from towpath.documents.writers.paper_pdf import pdf_of
    from towpath.documents.writers.paper_word import word_of

    tell(0, STEPS[0])
    contents = gather()
    tell(1, STEPS[1])
    pdf = pdf_of(contents, made_at)
    tell(2, STEPS[2])
    return Made(contents, pdf, word_of(contents, made_at))
