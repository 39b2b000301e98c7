"""What sites did by quarter of delivery, counted at each from its own first one."""

from dataclasses import dataclass
from datetime import date

from towpath.delivery.sites.counting import SiteCount
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Figure
from towpath.foundation.periods import Quarter, quarters_between
from towpath.programmes.facts import Work, first_day_of
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import BECAME_TRAINED, EVER_TRAINED
from towpath.training.facts.sessions import PEOPLE, SESSIONS

MEASURES = {"trained": BECAME_TRAINED, "sessions": SESSIONS, "people": PEOPLE}
# What stands in the column of all quarters together: practices that became fully trained were so ever.
IN_ALL: dict[Fact, Fact] = {BECAME_TRAINED: EVER_TRAINED}
BEFORE = 0  # what stands for the time before the first quarter of delivery


@dataclass(frozen=True)
class DeliveryFigures:
    """A site's figures of one kind: before it delivered, in each quarter since, and all together."""

    standing: SiteStanding
    quarters: tuple[Quarter, ...]
    before: Figure
    by_quarter: tuple[Figure, ...]
    whole: Figure


def delivery_quarters(standing: SiteStanding) -> tuple[Quarter, ...]:
    """A site's quarters from the one in which it first delivered up to the day."""
    began = first_day_of(standing.periods, Work.DELIVERS)
    return quarters_between(began, standing.day) if began and began <= standing.day else ()


def window_of(standing: SiteStanding, nth: int) -> tuple[date | None, date] | None:
    """The days of a site's nth quarter of delivery, or before the first one; None where it had none."""
    quarters = delivery_quarters(standing)
    if nth == BEFORE:
        return (None, quarters[0].previous().end if quarters else standing.day)
    if nth > len(quarters):
        return None
    quarter = quarters[nth - 1]
    return quarter.start, min(quarter.end, standing.day)


def delivered(count: SiteCount, fact: Fact) -> DeliveryFigures:
    """What a site did by quarter of delivery, from the one count."""
    quarters = delivery_quarters(count.standing)
    return DeliveryFigures(
        standing=count.standing,
        quarters=quarters,
        before=count.before(fact, quarters[0] if quarters else None),
        by_quarter=tuple(count.figure(fact, quarter) for quarter in quarters),
        whole=count.since_start(IN_ALL.get(fact, fact)),
    )
