"""A site's periods as one lane of a picture."""

from towpath.delivery.sites.standing import SiteStanding
from towpath.documents.blocks import PictureBlock
from towpath.programmes.presenters.timeline import stretch_of
from towpath.ui.timeline import Lane, Timeline, present_timeline


def strip_of(standing: SiteStanding, is_today: bool) -> PictureBlock:
    """The periods a site went through, gaps shown, and the day it is seen at."""
    site = standing.site
    lane = Lane(site.phase.name, site.area, stretches=tuple(stretch_of(period) for period in standing.periods))
    called = "Today" if is_today else "As at"
    return present_timeline(Timeline(f"How {site.area} worked", (lane,), today=standing.day, day_called=called))
