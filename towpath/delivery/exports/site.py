"""A site's quarters as a sheet."""

from collections.abc import Iterator, Sequence

from towpath.delivery.facts.history import SiteFacts
from towpath.delivery.presenters.site import QuarterLine
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value

HEADINGS = (
    "Programme", "Phase", "Site", "Quarter", "From", "To", "Sessions held", "People at sessions",
    "Practices that became fully trained", "Practices fully trained, in all", "Target of practices fully trained",
    "As at", "Rule for fully trained",
)  # fmt: skip


def site_sheet(facts: SiteFacts, lines: Sequence[QuarterLine]) -> Sheet:
    """A line for each quarter since the programme began."""
    return Sheet("Quarters", tuple(Column(heading) for heading in HEADINGS), _lines(facts, lines), len(lines))


def _lines(facts: SiteFacts, lines: Sequence[QuarterLine]) -> Iterator[Sequence[Value]]:
    site, rule = facts.standing.site, rule_in_words(facts.rule)
    for line in lines:
        figures = (line.sessions, line.people, line.trained, line.trained_in_all)
        yield (
            site.programme.name, site.phase.name, site.area, str(line.quarter), line.first, line.last,
            *(one.figure.cell for one in figures), line.target.cell, facts.standing.day, rule,
        )  # fmt: skip
