"""The picture of a programme: which site worked how and when, its gaps and milestones, and where today is."""

from towpath.ui.timeline.contents import DateLine, Gap, Lane, MilestoneMark, Stretch, Timeline, gaps_of
from towpath.ui.timeline.narrow import draw_narrow
from towpath.ui.timeline.presenting import present_timeline, timeline_for_paper
from towpath.ui.timeline.wide import draw

__all__ = [
    "DateLine",
    "Gap",
    "Lane",
    "MilestoneMark",
    "Stretch",
    "Timeline",
    "draw",
    "draw_narrow",
    "gaps_of",
    "present_timeline",
    "timeline_for_paper",
]
