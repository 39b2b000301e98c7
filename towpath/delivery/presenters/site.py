"""The page of one site: its row of the board in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from towpath.delivery.presenters.linked import Linked, Links, link_target, links_of
from towpath.delivery.sites.page import SitePage
from towpath.documents.blocks import PictureBlock
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter, QuarterSpan, span_of
from towpath.practices.models import SignUp
from towpath.programmes.presenters.timeline import stretch_of
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import BECAME_TRAINED, TRAINED
from towpath.training.facts.sessions import PEOPLE, SESSIONS
from towpath.ui.charts import ColumnChart, QuarterColumn, tallest
from towpath.ui.timeline import Lane, Timeline, present_timeline

IN_QUARTER: tuple[Fact, ...] = (SESSIONS, PEOPLE, BECAME_TRAINED)


@dataclass(frozen=True)
class QuarterLine:
    """One quarter of a site: what was held, who came, practices that became fully trained, and in all at its end."""

    span: QuarterSpan
    sessions: Linked
    people: Linked
    became_trained: Linked
    trained: Linked
    target: Linked

    @property
    def quarter(self) -> Quarter:
        return self.span.quarter


def quarter_lines(page: SitePage, links: Links, audience: Audience) -> tuple[QuarterLine, ...]:
    """A line for each quarter, the oldest first."""
    return tuple(_line(page, quarter, links, audience) for quarter in page.count.quarters)


def _line(page: SitePage, quarter: Quarter, links: Links, audience: Audience) -> QuarterLine:
    span, site = span_of(quarter, page.count.day), page.standing.site.pk
    hrefs = [links.to(fact, site=site, first=span.first, last=span.last) for fact in IN_QUARTER]
    hrefs.append(links.to_day(TRAINED, site, span.last, page.count.day))
    figures = (page.count.figure(fact, quarter) for fact in (*IN_QUARTER, TRAINED))
    sessions, people, became, trained = links_of(figures, hrefs, audience)
    return QuarterLine(span, sessions, people, became, trained, link_target(page.target_of(quarter)))


def chart_lines(title: str, name: str, lines: Sequence[QuarterLine]) -> ColumnChart:
    """The chart of one column of the lines."""
    linked = [getattr(line, name) for line in lines]
    columns = [
        QuarterColumn(line.quarter, one.figure, one.href, line.span.is_open)
        for line, one in zip(lines, linked, strict=True)
    ]
    return ColumnChart(title, tuple(columns), tallest([int(one.figure.number or 0) for one in linked]))


@dataclass(frozen=True)
class SitePracticeLine:
    """A practice of the site, and since when it is fully trained."""

    sign_up: SignUp
    trained_on: date | None

    @property
    def state(self) -> str:
        is_counted = getattr(self.sign_up, "is_counted", True)
        return "Fully trained" if self.trained_on else "Not yet fully trained" if is_counted else "Staff never counted"


def practice_lines(page: SitePage) -> tuple[SitePracticeLine, ...]:
    """Practices signed up, those not yet trained first, since they are whom somebody has to call."""
    lines = [SitePracticeLine(sign_up, page.trained_since(sign_up)) for sign_up in page.sign_ups]
    return tuple(sorted(lines, key=lambda line: (line.trained_on is not None, line.trained_on or date.max)))


def periods_in_picture(standing: SiteStanding, is_today: bool) -> PictureBlock:
    """The periods a site went through as one lane, gaps shown, and the day it is seen at."""
    site = standing.site
    lane = Lane(site.phase.name, site.area, stretches=tuple(stretch_of(period) for period in standing.periods))
    called = "Today" if is_today else "As at"
    return present_timeline(Timeline(f"How {site.area} worked", (lane,), today=standing.day, day_called=called))
