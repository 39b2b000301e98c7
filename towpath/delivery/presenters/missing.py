"""What is missing at a site in delivery: the one list of `programmes.missing`, with what training records lack."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from towpath.delivery.presenters.linked import Links
from towpath.delivery.sites.counting import SiteCount, places_of
from towpath.facts.counting import PlaceTally, Tally
from towpath.facts.kinds import Fact
from towpath.practices.facts import UNCOUNTED
from towpath.programmes.missing import Checks, Missing, missing_at
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.sessions import PAST_THEIR_DAY, WITHOUT_RECORD
from towpath.ui.words import count_of

# What records lack, in the order in which it is told: how many there are of what, between these words.
LACKING: tuple[tuple[Fact, str, str, str], ...] = (
    (UNCOUNTED, "Staff never counted at ", "practice", ""),
    (PAST_THEIR_DAY, "", "session", " past the day, not recorded as held"),
    (WITHOUT_RECORD, "No attendance recorded for ", "session", " held"),
)


def missing_of(counted: SiteCount, checks: Checks, links: Links) -> tuple[Missing, ...]:
    """Everything missing at a site, the most pressing first."""
    return missing_at(counted.standing, _records(counted, links), checks)


def records_missing(standings: Sequence[SiteStanding], day: date) -> Mapping[int, Sequence[Missing]]:
    """What training records lack at each of these sites, for pages of the rooms below."""
    tally = Tally("site", [one.site.pk for one in standings], day, known=places_of(standings))
    return {key: list(_records(tally.at(key), Links({}))) for key in tally.keys}


def _records(counted: PlaceTally, links: Links) -> Iterator[Missing]:
    for fact, before, noun, after in LACKING:
        if number := int(counted.number(fact)):
            yield Missing(f"{before}{count_of(number, noun)}{after}", links.to(fact, site=counted.place))
