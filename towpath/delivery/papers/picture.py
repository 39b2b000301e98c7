"""The programme as a picture, for the page and for paper."""

from collections.abc import Iterator
from dataclasses import replace

from towpath.delivery.papers.found import ProgrammeFacts
from towpath.documents.blocks import Block, Heading, PictureBlock, PicturePart
from towpath.programmes.presenters.timeline import timeline_of
from towpath.ui.timeline import Timeline, draw, draw_narrow
from towpath.ui.timeline.standing import sentence_of

LANES_TO_A_PAGE = 16


def over_time(found: ProgrammeFacts) -> Iterator[Block]:
    """The picture without links, as it is read on paper as well; none where there is nothing to draw."""
    timeline = timeline_of(found.programme, found.day, found.gathered)
    lanes = tuple(replace(lane, href="") for lane in timeline.lanes)
    plain = replace(timeline, lanes=lanes, day_called="As at")
    if lanes:
        yield Heading("The programme over time", 2)
        yield PictureBlock(sentence_of(plain), draw(plain), draw_narrow(plain), printed(plain))


def printed(timeline: Timeline) -> tuple[PicturePart, ...]:
    """The picture in parts of about the same height, each of which a printed page holds whole."""
    lanes = timeline.lanes
    pages = -(-len(lanes) // LANES_TO_A_PAGE)
    size = -(-len(lanes) // pages) if pages else 1
    parts = (replace(timeline, lanes=lanes[first : first + size]) for first in range(0, len(lanes), size))
    return tuple(PicturePart(draw(part), sentence_of(part)) for part in parts)
