"""What pages of delivery show, as sheets: the board, phases side by side, and a site’s quarters."""

from collections.abc import Iterator, Sequence

from towpath.delivery.presenters.board import SiteRow
from towpath.delivery.presenters.site import QuarterLine
from towpath.delivery.presenters.summary import rule_in_words
from towpath.delivery.sites.counting import BoardFacts, SiteCount
from towpath.delivery.sites.delivered import BEFORE, MEASURES, delivered, window_of
from towpath.delivery.sites.page import SitePage
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.figures import Audience, released
from towpath.programmes.standing import SHOWN_POSTS

BEFORE_QUARTERS = (
    "Programme", "Phase", "Site number", "Site", "Partner agencies", "Mode", "Since", "Why",
    "Practices signed up", "Practices fully trained", "Target of practices fully trained", "Target by the end of",
)  # fmt: skip
AFTER_QUARTERS = (
    "Site milestones overdue", "Site milestones due in 30 days",
    *(f"{kind.label}: working time" for kind in SHOWN_POSTS),
    "What is missing", "As at", "Rule for fully trained",
)  # fmt: skip


def board_sheet(facts: BoardFacts, rows: Sequence[SiteRow]) -> Sheet:
    """Every figure of the board; where there is none, the word for why."""
    by_quarter = [f"{name}, {quarter}" for name in ("Sessions", "People") for quarter in facts.quarters]
    headings = (*BEFORE_QUARTERS, *by_quarter, *AFTER_QUARTERS)
    return Sheet("Sites", tuple(Column(heading) for heading in headings), _sites(facts, rows), len(rows))


def _sites(facts: BoardFacts, rows: Sequence[SiteRow]) -> Iterator[Sequence[Value]]:
    quarter = facts.tally.quarter
    for row, count in zip(rows, facts.tally.sites, strict=True):
        standing, site, period = row.standing, row.standing.site, row.standing.period
        since = (period.started_on, period.reason) if period else (None, "")
        posts = (float(standing.working_time(kind)) for kind in SHOWN_POSTS)
        yield (
            site.programme.name, site.phase.name, site.number, site.area, "; ".join(standing.agencies),
            standing.mode_label, *since, row.signed_up.figure.cell, row.trained.figure.cell, row.target.figure.cell,
            str(quarter), *(column.figure.cell for chart in (row.sessions, row.people) for column in chart.columns),
            row.overdue.figure.cell, row.due_soon.figure.cell, *posts,
            "; ".join(one.text for one in row.missing), facts.tally.day, rule_in_words(count.rule),
        )  # fmt: skip


PHASES_HEADINGS = (
    "Programme", "Phase", "Site", "Quarter of delivery", "Quarter", "From", "To",
    *(fact.label for fact in MEASURES.values()), "As at", "Rule for fully trained",
)  # fmt: skip


def phases_sheet(counts: Sequence[SiteCount], audience: Audience) -> Sheet:
    """Each site's time before delivery, then its quarters of delivery up to the day."""
    lines = [line for count in counts for line in _quarters_of_delivery(count, audience)]
    return Sheet("Phases side by side", tuple(Column(heading) for heading in PHASES_HEADINGS), lines, len(lines))


def _quarters_of_delivery(count: SiteCount, audience: Audience) -> Iterator[Sequence[Value]]:
    site, day = count.standing.site, count.day
    place = (site.programme.name, site.phase.name, site.area)
    sites = [delivered(count, fact) for fact in MEASURES.values()]
    before = (one.cell for one in released([one.before for one in sites], audience))
    first, last = window_of(count.standing, BEFORE) or (None, None)
    held = count.of.rules.on(site.programme_id, last) if last else None
    yield (*place, "Before delivery", "", first, last, *before, day, rule_in_words(held))
    for nth, quarter in enumerate(sites[0].quarters, start=1):
        figures = (one.cell for one in released([one.by_quarter[nth - 1] for one in sites], audience))
        window = window_of(count.standing, nth) or (None, None)
        yield (*place, nth, str(quarter), *window, *figures, day, rule_in_words(count.rule_of(quarter)))


SITE_HEADINGS = (
    "Programme", "Phase", "Site", "Quarter", "From", "To", "Sessions held", "People at sessions",
    "Practices that became fully trained", "Practices fully trained", "Target of practices fully trained",
    "As at", "Rule for fully trained",
)  # fmt: skip


def site_sheet(page: SitePage, lines: Sequence[QuarterLine]) -> Sheet:
    """A line for each quarter since the programme began, with the rule its practices were counted by."""
    return Sheet("Quarters", tuple(Column(heading) for heading in SITE_HEADINGS), _quarters(page, lines), len(lines))


def _quarters(page: SitePage, lines: Sequence[QuarterLine]) -> Iterator[Sequence[Value]]:
    site = page.standing.site
    for line in lines:
        figures = (line.sessions, line.people, line.became_trained, line.trained, line.target)
        yield (
            site.programme.name, site.phase.name, site.area, str(line.quarter), line.span.first, line.span.last,
            *(one.figure.cell for one in figures), page.standing.day, rule_in_words(page.count.rule_of(line.quarter)),
        )  # fmt: skip
