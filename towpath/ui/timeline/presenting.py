"""A timeline as a block: the pictures, one sentence, and the same facts as tables."""

from collections.abc import Iterator
from dataclasses import replace

from towpath.documents.blocks import CellLine, CellLines, PictureBlock, PicturePart, TableBlock, TableRow, plain_lines
from towpath.ui.timeline.bars import NOTHING_RECORDED
from towpath.ui.timeline.contents import Gap, Lane, MilestoneMark, Stretch, Timeline
from towpath.ui.timeline.key import STATE_WORDS
from towpath.ui.timeline.narrow import draw_narrow
from towpath.ui.timeline.standing import sentence_of
from towpath.ui.timeline.wide import draw
from towpath.ui.words import as_day

LANES_TO_A_PAGE = 16


def present_timeline(timeline: Timeline) -> PictureBlock:
    """The timeline as a page shows it, its names leading to the pages of their records."""
    return PictureBlock(sentence_of(timeline), draw(timeline), draw_narrow(timeline), (), tuple(_tables(timeline)))


def timeline_for_paper(timeline: Timeline) -> PictureBlock:
    """The timeline as it is read on paper as well: without links, and in parts that a printed page holds whole.

    A paper says in a table of its own how each site worked; the tables of its picture hold the rest.
    """
    plain = replace(timeline, lanes=tuple(replace(lane, about="") for lane in timeline.lanes))
    parts = tuple(PicturePart(draw(part), sentence_of(part)) for part in _pages(plain))
    return PictureBlock(sentence_of(plain), draw(plain), draw_narrow(plain), parts, tuple(_tables_of_days(plain)))


def _pages(timeline: Timeline) -> Iterator[Timeline]:
    """The timeline in parts of about the same height."""
    lanes = timeline.lanes
    pages = -(-len(lanes) // LANES_TO_A_PAGE)
    size = -(-len(lanes) // pages) if pages else 1
    return (replace(timeline, lanes=lanes[first : first + size]) for first in range(0, len(lanes), size))


def _tables(timeline: Timeline) -> Iterator[TableBlock]:
    rows = tuple(row for lane in timeline.lanes for row in _stretch_rows(timeline, lane))
    headings = ("Site", "Phase", "Mode", "From", "To", "Why")
    yield TableBlock("How each site worked", headings, (3, 2, 2.4, 2.4, 2.4, 4), rows, sentence_of(timeline))
    yield from _tables_of_days(timeline)


def _tables_of_days(timeline: Timeline) -> Iterator[TableBlock]:
    if marks := tuple(_mark_rows(timeline)):
        yield TableBlock("Days of milestones", ("Site", "Milestones"), (3, 8), marks)
    if lines := tuple(_line_rows(timeline)):
        yield TableBlock("Dates for every site", ("Date", "Day", "Standing"), (4, 2.4, 2), lines)


def _stretch_rows(timeline: Timeline, lane: Lane) -> Iterator[TableRow]:
    """A lane's stretches and gaps by day."""
    site = CellLines((CellLine(lane.label, about=lane.about),))
    parts: list[Stretch | Gap] = [*lane.stretches, *timeline.gaps_in(lane)]
    for part in sorted(parts, key=lambda part: part.start):
        mode, why = (NOTHING_RECORDED, "") if isinstance(part, Gap) else (part.label, part.note)
        end = as_day(part.end) if part.end else "No end recorded"
        yield TableRow((site, lane.heading, mode, as_day(part.start), end, why))
    if not parts and not lane.has_marks_alone:
        yield TableRow((site, lane.heading, NOTHING_RECORDED, "", "", ""))


def _mark_rows(timeline: Timeline) -> Iterator[TableRow]:
    """A lane's milestones by day: "Risk assessment: 15 September 2020, met"."""
    for lane in timeline.lanes:
        marks = sorted(lane.marks, key=lambda mark: mark.day)
        if marks:
            yield TableRow((lane.label, plain_lines(map(_mark_in_words, marks))))


def _mark_in_words(mark: MilestoneMark) -> str:
    state = "met" if mark.state == "met" else STATE_WORDS[mark.state].lower()
    return f"{mark.label}: {as_day(mark.day)}, {state}"


def _line_rows(timeline: Timeline) -> Iterator[TableRow]:
    for line in sorted(timeline.lines, key=lambda line: line.day):
        yield TableRow((line.label, as_day(line.day), "Agreed earlier" if line.is_superseded else "In force"))
    if timeline.today:
        yield TableRow((timeline.day_called, as_day(timeline.today), ""))
