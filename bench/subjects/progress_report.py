"""A programme's progress report: the gathering of every figure, the picture, and the files that are made of them.

Of the programme with the most sites. The floor of the PDF is the same Typst template with nothing to set.
"""

from collections.abc import Iterator
from itertools import count

from django.db.models import Count

from bench.browser import queries
from bench.finding import Bar, Finding, Floor
from bench.timing import Timing, in_turns, lap, timed
from towpath.delivery.papers.gathering import gather
from towpath.documents.blocks import PaperContents
from towpath.documents.writers.paper_pdf import pdf_of
from towpath.documents.writers.paper_word import word_of
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Programme

SUBJECT = "Progress report"
RUNS = 10
NUMBERS = count(1)  # each report says something else, as Typst remembers what it has set
BAR = Bar(1500)


def findings() -> Iterator[Finding]:
    """The PDF first, as it is the first that a fresh job would make; nothing where no programme is recorded."""
    largest = Programme.objects.annotate(size=Count("sites")).order_by("-size").first()
    if largest is None:
        return
    subject = f"{SUBJECT} of {largest.sites.count()} sites"
    yield Finding(subject, "PDF, the first in a process", Timing.of([lap(lambda: _pdf(largest.pk))]))
    yield _against_nothing(subject, largest.pk)
    gathered = timed(lambda: _contents(largest.pk), runs=RUNS)
    yield Finding(subject, "figures and picture", gathered, queries=queries(lambda: _contents(largest.pk)))
    yield Finding(subject, "Word", timed(lambda: word_of(_contents(largest.pk), now()), runs=RUNS))


def _contents(pk: int) -> PaperContents:
    """The report of this quarter, with nothing remembered of the programme."""
    programme = Programme.objects.select_related("partnership", "funder", "commissioner", "national_provider").get(
        pk=pk
    )
    prose = {"summary": f"As agreed in meeting {next(NUMBERS)}."}
    return gather(programme, Quarter.containing(today()), now(), prose=prose)


def _pdf(pk: int) -> bytes:
    """All that is done for the PDF: the figures, the picture, the setting."""
    return pdf_of(_contents(pk), now())


def _against_nothing(subject: str, pk: int) -> Finding:
    empty = PaperContents((_contents(pk).title,))
    full, bare = in_turns(lambda: _pdf(pk), lambda: pdf_of(empty, now()), runs=RUNS)
    return Finding(subject, "PDF with its picture", full, BAR, Floor("the Typst template with nothing to set", bare))
