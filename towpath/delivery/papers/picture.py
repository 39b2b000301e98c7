"""The programme as a picture, for the page and for paper."""

from collections.abc import Iterator
from dataclasses import replace

from towpath.delivery.papers.found import ProgrammeFacts
from towpath.documents.blocks import Block, Heading
from towpath.programmes.presenters.timeline import timeline_of
from towpath.ui.timeline import timeline_for_paper


def over_time(found: ProgrammeFacts) -> Iterator[Block]:
    """The picture and its facts; none where there is nothing to draw."""
    timeline = timeline_of(found.programme, found.day, found.gathered)
    if timeline.lanes:
        yield Heading("The programme over time", 2)
        yield timeline_for_paper(replace(timeline, day_called="As at"))
