"""What is missing at a site, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from towpath.delivery.facts.count import SiteCount
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.links import Links
from towpath.programmes.models import Mode, PostKind
from towpath.ui.words import as_short_day, count_of


@dataclass(frozen=True)
class Gap:
    """Something missing, and the list of it where there is one."""

    text: str
    href: str = ""


def gaps_of(count: SiteCount, links: Links) -> tuple[Gap, ...]:
    """Everything missing at a site, what stops delivery first."""
    if count.standing.mode is Mode.CLOSED:
        return ()
    return (*_of_place(count.standing), *_of_records(count, links))


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


def _of_records(count: SiteCount, links: Links) -> Iterator[Gap]:
    site = count.standing.site.pk
    if count.uncounted:
        text = f"Staff never counted at {count_of(count.uncounted, 'practice')}"
        yield Gap(text, links.to("uncounted", site=site))
    if count.passed:
        text = f"{count_of(count.passed, 'session')} past the day, not recorded as held"
        yield Gap(text, links.to("past-their-day", site=site))
    if count.without_attendance:
        text = f"No attendance recorded for {count_of(count.without_attendance, 'session')} held"
        yield Gap(text, links.to("without-attendance", site=site))
