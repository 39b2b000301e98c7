"""Phases side by side as a sheet: a line for each quarter of delivery of each site."""

from collections.abc import Iterator, Sequence

from towpath.delivery.facts.count import SiteCount
from towpath.delivery.facts.delivered import BEFORE, MEASURES, delivered, window_of
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.figures import Audience, released

HEADINGS = (
    "Programme", "Phase", "Site", "Quarter of delivery", "Quarter", "From", "To",
    *(fact.label for fact in MEASURES.values()), "As at", "Rule for fully trained",
)  # fmt: skip


def phases_sheet(counts: Sequence[SiteCount], audience: Audience) -> Sheet:
    """Each site's time before delivery, then its quarters of delivery up to the day."""
    lines = [line for count in counts for line in _lines(count, audience)]
    return Sheet("Phases side by side", tuple(Column(heading) for heading in HEADINGS), lines, len(lines))


def _lines(count: SiteCount, audience: Audience) -> Iterator[Sequence[Value]]:
    site, day = count.standing.site, count.day
    place = (site.programme.name, site.phase.name, site.area)
    sites = [delivered(count, fact) for fact in MEASURES.values()]
    before = (one.cell for one in released([one.before for one in sites], audience))
    first, last = window_of(count.standing, BEFORE) or (None, None)
    held = count.rules.on(site.programme_id, last) if last else None
    yield (*place, "Before delivery", "", first, last, *before, day, rule_in_words(held))
    for nth, quarter in enumerate(sites[0].quarters, start=1):
        figures = (one.cell for one in released([one.by_quarter[nth - 1] for one in sites], audience))
        window = window_of(count.standing, nth) or (None, None)
        yield (*place, nth, str(quarter), *window, *figures, day, rule_in_words(count.rule_of(quarter)))
