"""The picture for a phone: each site's name and today's mode in words over a bar of the whole width."""

from towpath.documents.svg import element, words
from towpath.ui.timeline import axis, bars, marks
from towpath.ui.timeline.contents import Lane, Timeline
from towpath.ui.timeline.key import entries_of, key, numbered_list
from towpath.ui.timeline.lettering import wrap
from towpath.ui.timeline.looks import INK, STONE
from towpath.ui.timeline.marks import Placed
from towpath.ui.timeline.sheet import Sizes, TimelineDrawing, TimelineFrame, frame_of
from towpath.ui.timeline.span import span_of
from towpath.ui.timeline.standing import standing_of

WIDTH = 320
SIZES = Sizes(text=15, small=13)
EDGE = 7
LANES_TO_AN_AXIS, LANES_OF_A_GROUP = 8, 4


def draw_narrow(timeline: Timeline, width: float = WIDTH) -> str:
    """The picture as SVG for a column this wide. Nothing for no lanes."""
    if not timeline.lanes:
        return ""
    frame = frame_of(timeline, span_of(timeline, EDGE, width - EDGE), SIZES, "narrow")
    sheet = TimelineDrawing()
    top, since = 0.0, None
    for heading, lanes in frame.groups():
        if heading:
            top = _text(sheet, wrap(heading, SIZES.text + 2, width, is_bold=True), top + 4, SIZES.text + 2, "bold") + 4
        for number, (lane, placed) in enumerate(lanes):
            if since in (None, LANES_TO_AN_AXIS) or (number == 0 and since >= LANES_OF_A_GROUP):
                flags = frame.flags if since is None else [flag for flag in frame.flags if flag.is_today]
                top, since = _axis(sheet, frame, flags, top, width), 0
            top = _lane(sheet, frame, lane, placed, top, width)
            since += 1
    return sheet.as_svg(frame, width, _foot(sheet, frame, top, width))


def _axis(sheet: TimelineDrawing, frame: TimelineFrame, flags: list[axis.Flag], top: float, width: float) -> float:
    """Flags and axis: all flags at first, today's alone where the axis stands again."""
    places = axis.placed_flags(flags, 0, width, SIZES.small)
    foot = top + axis.flags_height(places)
    sheet.lettering += axis.axis(frame.span, foot, SIZES.small, frame.flags)
    sheet.lettering += axis.flag_shapes(flags, places, foot, SIZES.small)
    bottom = foot + axis.height_of(frame.span, SIZES.small)
    sheet.rules += [axis.rule(flag, foot, bottom + 4) for flag in frame.flags]
    return bottom + 6


def _lane(
    sheet: TimelineDrawing, frame: TimelineFrame, lane: Lane, placed: list[Placed], top: float, width: float
) -> float:
    """Name, note and today's mode, then the bar with its milestones; where all of it ends."""
    top = _words(sheet, frame, lane, top + 6, width)
    foot = top + (0 if lane.has_marks_alone else bars.HEIGHT)
    moved = {"transform": f"translate(0 {top:.2f})"}
    drawn = bars.bars(frame.timeline, lane, frame.span, frame.stem)
    printed = bars.bar_words(frame.timeline, lane, frame.span, SIZES.small, frame.rules)
    bottom = foot + marks.height_of(placed)
    sheet.bars += [element("g", *drawn, **moved), *marks.mark_shapes(placed, foot)]
    sheet.ground += axis.grid(frame.span, top - 3, bottom + 3)
    sheet.rules += [axis.rule(flag, top - 3, bottom + 3) for flag in frame.flags]
    sheet.lettering += [element("g", *printed, **moved), *marks.mark_words(placed, foot, SIZES.small, frame.rules)]
    return bottom + 10


def _words(sheet: TimelineDrawing, frame: TimelineFrame, lane: Lane, top: float, width: float) -> float:
    """What stands over the bar; where it ends."""
    lines = wrap(lane.label, SIZES.text, width, is_bold=True)
    sheet.name(lane, lines, 0, top + SIZES.text, frame)
    top += SIZES.text * 1.25 * len(lines)
    top = _text(sheet, wrap(standing_of(frame.timeline, lane), SIZES.small, width), top, SIZES.small)
    return _text(sheet, wrap(lane.note, SIZES.small, width), top, SIZES.small, ink=STONE) + 6


def _text(
    sheet: TimelineDrawing, lines: tuple[str, ...], top: float, size: float, weight: str | None = None, ink: str = INK
) -> float:
    for line in lines:
        sheet.lettering.append(words(line, 0, top + size, size, fill=ink, font_weight=weight))
        top += size * 1.3
    return top


def _foot(sheet: TimelineDrawing, frame: TimelineFrame, bottom: float, width: float) -> float:
    """The key and the numbered milestones; where the picture ends."""
    entries = entries_of(frame.timeline, frame.span, frame.stem, SIZES.small)
    drawn, bottom = key(entries, 0, width, bottom + 8, SIZES.small)
    listed, bottom = numbered_list(frame.numbered(), 0, width, bottom + 6, SIZES.small)
    sheet.lettering += [*drawn, *listed]
    return bottom + 6
