"""What a page shows of a timeline: both pictures, one sentence, and the same facts as rows of tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from towpath.ui.timeline.bars import NOTHING_RECORDED
from towpath.ui.timeline.contents import Gap, Lane, Stretch, Timeline
from towpath.ui.timeline.key import STATE_WORDS
from towpath.ui.timeline.narrow import draw_narrow
from towpath.ui.timeline.standing import sentence_of
from towpath.ui.timeline.wide import draw
from towpath.ui.words import as_day


@dataclass(frozen=True)
class StretchRow:
    """A stretch of a site, or a gap, in words."""

    site: str
    href: str
    phase: str
    mode: str
    start: str
    end: str
    why: str


@dataclass(frozen=True)
class MarkRow:
    """A milestone in words."""

    milestone: str
    site: str
    day: str
    state: str


@dataclass(frozen=True)
class LineRow:
    """A day that holds for every site, in words."""

    label: str
    day: str
    standing: str


@dataclass(frozen=True)
class Picture:
    """All that the macro of a timeline needs."""

    title: str
    sentence: str
    wide: Markup
    narrow: Markup
    stretches: tuple[StretchRow, ...]
    marks: tuple[MarkRow, ...]
    lines: tuple[LineRow, ...]


def present_timeline(timeline: Timeline) -> Picture:
    """The pictures, drawn, and their facts in words."""
    return Picture(
        timeline.title,
        sentence_of(timeline),
        Markup(draw(timeline)),  # noqa: S704 -- written by us, every word in it escaped
        Markup(draw_narrow(timeline)),  # noqa: S704
        tuple(row for lane in timeline.lanes for row in _stretch_rows(timeline, lane)),
        tuple(_mark_rows(timeline)),
        tuple(_line_rows(timeline)),
    )


def _stretch_rows(timeline: Timeline, lane: Lane) -> Iterator[StretchRow]:
    """A lane's stretches and gaps by day."""
    parts: list[Stretch | Gap] = [*lane.stretches, *timeline.gaps_in(lane)]
    for part in sorted(parts, key=lambda part: part.start):
        mode, why = (NOTHING_RECORDED, "") if isinstance(part, Gap) else (part.label, part.note)
        end = as_day(part.end) if part.end else "No end recorded"
        yield StretchRow(lane.label, lane.href, lane.heading, mode, as_day(part.start), end, why)
    if not parts and not lane.has_marks_alone:
        yield StretchRow(lane.label, lane.href, lane.heading, NOTHING_RECORDED, "", "", "")


def _mark_rows(timeline: Timeline) -> Iterator[MarkRow]:
    marks = [(mark, lane) for lane in timeline.lanes for mark in lane.marks]
    for mark, lane in sorted(marks, key=lambda pair: pair[0].day):
        state = "Met" if mark.state == "met" else STATE_WORDS[mark.state]
        yield MarkRow(mark.label, lane.label, as_day(mark.day), state)


def _line_rows(timeline: Timeline) -> Iterator[LineRow]:
    for line in sorted(timeline.lines, key=lambda line: line.day):
        yield LineRow(line.label, as_day(line.day), "Agreed earlier" if line.is_superseded else "In force")
    if timeline.today:
        yield LineRow(timeline.day_called, as_day(timeline.today), "")
