"""The board as a sheet: a line for each site."""

from collections.abc import Iterator, Sequence

from towpath.delivery.facts.board import BoardFacts
from towpath.delivery.presenters.board import SiteRow
from towpath.delivery.presenters.places import SHOWN_POSTS
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.periods import Quarter

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
    return Sheet("Sites", tuple(Column(heading) for heading in headings), _lines(facts, rows), len(rows))


def _lines(facts: BoardFacts, rows: Sequence[SiteRow]) -> Iterator[Sequence[Value]]:
    quarter = Quarter.containing(facts.day)
    for row, site in zip(rows, facts.sites, strict=True):
        place = row.place
        yield (
            place.programme, place.phase, place.number, place.area, "; ".join(place.partners), place.mode_label,
            place.since, place.reason, row.signed_up.figure.cell, row.trained.figure.cell, row.target.figure.cell,
            str(quarter), *(column.figure.cell for chart in (row.sessions, row.people) for column in chart.columns),
            row.overdue.figure.cell, row.due_soon.figure.cell, *(float(post.working_time) for post in place.posts),
            "; ".join(gap.text for gap in row.gaps), facts.day, rule_in_words(site.count.rule),
        )  # fmt: skip
