"""What is missing at a site, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from towpath.delivery.facts.numbers import Practices
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.links import Links
from towpath.programmes.models import Mode, PostKind
from towpath.ui.words import as_short_day, count_of


@dataclass(frozen=True)
class Gap:
    """Something missing, and the list of it where there is one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Unrecorded:
    """What nobody said yet: sessions past their day, and sessions held since a day without attendance."""

    past_their_day: int = 0
    unattended: int = 0
    since: date | None = None


def gaps_of(standing: Standing, practices: Practices, unrecorded: Unrecorded, links: Links) -> tuple[Gap, ...]:
    """Everything missing at a site, what stops delivery first."""
    if standing.mode is Mode.CLOSED:
        return ()
    parts = (_of_place(standing), _of_records(standing.site.pk, practices, unrecorded, links))
    return tuple(gap for part in parts for gap in part)


def _of_place(standing: Standing) -> Iterator[Gap]:
    if standing.periods and standing.mode is None and standing.periods[0].started_on <= standing.day:
        yield Gap("No mode recorded for this day")
    if standing.delivers:
        if not standing.working_time(PostKind.CLINICAL_LEAD):
            yield Gap("No clinical lead in post")
        if not standing.working_time(PostKind.ADVOCATE_EDUCATOR):
            yield Gap("No advocate educator in post")
    yield from _of_risk(standing)


def _of_risk(standing: Standing) -> Iterator[Gap]:
    if standing.mode is None or not standing.mode.meets_in_person:
        return
    if not standing.may_meet:
        yield Gap("No risk assessment allows meeting in person")
    elif standing.risk_needs_review and standing.risk:
        yield Gap(f"Risk assessment was to be reviewed by {as_short_day(standing.risk.review_on)}")


def _of_records(site: int, practices: Practices, unrecorded: Unrecorded, links: Links) -> Iterator[Gap]:
    if practices.uncounted:
        said = f"Staff never counted at {count_of(practices.uncounted, 'practice')}"
        yield Gap(said, links.to("uncounted", site=site))
    if unrecorded.past_their_day:
        said = f"{count_of(unrecorded.past_their_day, 'session')} past the day, not recorded as held"
        yield Gap(said, links.to("past-their-day", site=site))
    if unrecorded.unattended:
        said = f"No attendance recorded for {count_of(unrecorded.unattended, 'session')} held"
        yield Gap(said, links.to("without-attendance", site=site, first=unrecorded.since))
