"""Phases side by side as a sheet: a line for each quarter of delivery of each site."""

from collections.abc import Iterator, Mapping, Sequence

from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.phases import BEFORE, MEASURES, Compared, delivery_quarters, window_of
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.training.models import TrainingRule

HEADINGS = (
    "Programme", "Phase", "Site", "Quarter of delivery", "Quarter", "From", "To", *MEASURES.values(), "As at",
    "Rule for fully trained",
)  # fmt: skip


def phases_sheet(
    standings: Sequence[Standing], compared: Sequence[Compared], rules: Mapping[int, TrainingRule]
) -> Sheet:
    """Each site's time before delivery, then its quarters of delivery up to the day."""
    lines = [line for standing in standings for line in _lines(standing, compared, rules)]
    return Sheet("Phases side by side", tuple(Column(heading) for heading in HEADINGS), lines, len(lines))


def _lines(
    standing: Standing, compared: Sequence[Compared], rules: Mapping[int, TrainingRule]
) -> Iterator[Sequence[Value]]:
    site, rule = standing.site, rule_in_words(rules.get(standing.site.programme_id))
    place = (site.programme.name, site.phase.name, site.area)
    before = (one.before(standing).cell for one in compared)
    first, last = window_of(standing, BEFORE) or (None, None)
    yield (*place, "Before delivery", "", first, last, *before, standing.day, rule)
    for nth, quarter in enumerate(delivery_quarters(standing), start=1):
        figures = (one.figure(standing, quarter).cell for one in compared)
        window = window_of(standing, nth) or (None, None)
        yield (*place, nth, str(quarter), *window, *figures, standing.day, rule)
