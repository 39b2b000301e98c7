"""A site's quarters as a sheet."""

from collections.abc import Iterator, Sequence

from towpath.delivery.facts.history import SitePage
from towpath.delivery.presenters.site import QuarterLine
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value

HEADINGS = (
    "Programme", "Phase", "Site", "Quarter", "From", "To", "Sessions held", "People at sessions",
    "Practices that became fully trained", "Practices fully trained", "Target of practices fully trained",
    "As at", "Rule for fully trained",
)  # fmt: skip


def site_sheet(page: SitePage, lines: Sequence[QuarterLine]) -> Sheet:
    """A line for each quarter since the programme began, with the rule its practices were counted by."""
    return Sheet("Quarters", tuple(Column(heading) for heading in HEADINGS), _lines(page, lines), len(lines))


def _lines(page: SitePage, lines: Sequence[QuarterLine]) -> Iterator[Sequence[Value]]:
    site = page.standing.site
    for line in lines:
        figures = (line.sessions, line.people, line.became_trained, line.trained, line.target)
        yield (
            site.programme.name, site.phase.name, site.area, str(line.quarter), line.span.first, line.span.last,
            *(one.figure.cell for one in figures), page.standing.day, rule_in_words(page.count.rule_of(line.quarter)),
        )  # fmt: skip
