"""The picture for a wide page and for print: sites on the left, time to the right."""

from towpath.documents.svg import element, words
from towpath.ui.timeline import axis, bars, marks
from towpath.ui.timeline.contents import Lane, Timeline
from towpath.ui.timeline.key import entries_of, key, numbered_list
from towpath.ui.timeline.lettering import width_of, wrap
from towpath.ui.timeline.looks import INK, RULE, STONE
from towpath.ui.timeline.marks import Placed
from towpath.ui.timeline.sheet import Sizes, TimelineDrawing, TimelineFrame, frame_of
from towpath.ui.timeline.span import span_of

WIDTH = 860
SIZES = Sizes(text=13, small=12)
PADDING, HEADING = 8, 30
EDGE = 8
MANY_LANES = 12
TO_COME = "#f7f9f9"


def draw(timeline: Timeline, width: float = WIDTH) -> str:
    """The picture as SVG, letters always of one size: draw it as wide as it will be seen. Nothing for no lanes."""
    if not timeline.lanes:
        return ""
    left = _room_for_names(timeline, width)
    frame = frame_of(timeline, span_of(timeline, left, width - EDGE), SIZES, "wide")
    sheet = TimelineDrawing()
    top = _axis(sheet, frame, width)
    bottom = _lanes(sheet, frame, top, width)
    _uprights(sheet, frame, top, bottom)
    bottom = _foot(sheet, frame, bottom, width)
    return sheet.as_svg(frame, width, bottom)


def _room_for_names(timeline: Timeline, width: float) -> float:
    """As much as the longest name takes, but not so much that the bars become short."""
    widest = max(width_of(lane.label, SIZES.text, is_bold=True) for lane in timeline.lanes)
    return min(max(widest, width * 0.12), width * 0.22) + 14


def _axis(sheet: TimelineDrawing, frame: TimelineFrame, width: float) -> float:
    """Flags and axis; where the lanes begin."""
    places = axis.placed_flags(frame.flags, 0, width, SIZES.small)
    top = axis.flags_height(places)
    sheet.lettering += axis.axis(frame.span, top, SIZES.small, frame.flags)
    sheet.lettering += axis.flag_shapes(frame.flags, places, top, SIZES.small)
    bottom = top + axis.height_of(frame.span, SIZES.small)
    sheet.rules += [axis.rule(flag, top, bottom) for flag in frame.flags]
    return bottom


def _lanes(sheet: TimelineDrawing, frame: TimelineFrame, top: float, width: float) -> float:
    for heading, lanes in frame.groups():
        if heading:
            sheet.lettering.append(words(heading, 0, top + 20, SIZES.text, fill=INK, font_weight="bold"))
            top += HEADING
        for lane, placed in lanes:
            bottom = _lane(sheet, frame, lane, placed, top)
            sheet.ground.append(element("path", d=f"M0 {bottom}H{width}", stroke=RULE, stroke_width=0.8))
            top = bottom
    return top


def _lane(sheet: TimelineDrawing, frame: TimelineFrame, lane: Lane, placed: list[Placed], top: float) -> float:
    """One lane with its name; where it ends."""
    top += PADDING
    foot = top + (0 if lane.has_marks_alone else bars.HEIGHT)
    moved = f"translate(0 {top:.2f})"
    sheet.bars.append(element("g", *bars.bars(frame.timeline, lane, frame.span, frame.stem), transform=moved))
    sheet.bars += marks.mark_shapes(placed, foot)
    printed = bars.bar_words(frame.timeline, lane, frame.span, SIZES.small, frame.rules)
    sheet.lettering.append(element("g", *printed, transform=moved))
    sheet.lettering += marks.mark_words(placed, foot, SIZES.small, frame.rules)
    named = _name(sheet, frame, lane, top)
    return max(foot + marks.height_of(placed), named) + PADDING


def _name(sheet: TimelineDrawing, frame: TimelineFrame, lane: Lane, top: float) -> float:
    """The name and the note on the left, the first line level with the bar; where they end."""
    room = frame.span.left - 14
    lines = wrap(lane.label, SIZES.text, room, is_bold=True)
    baseline = top + 14
    sheet.name(lane, lines, 0, baseline, frame)
    baseline += SIZES.text * 1.25 * (len(lines) - 1)
    for note in wrap(lane.note, SIZES.small, room):
        baseline += SIZES.small * 1.25
        sheet.lettering.append(words(note, 0, baseline, SIZES.small, fill=STONE))
    return baseline + 4


def _uprights(sheet: TimelineDrawing, frame: TimelineFrame, top: float, bottom: float) -> None:
    """The grid and the rules from the axis to the last lane; what is still to come lies on a faint ground."""
    span = frame.span
    for flag in frame.flags:
        if flag.is_today:
            box = {"x": flag.x, "y": top, "width": span.right - flag.x, "height": bottom - top}
            sheet.ground.insert(0, element("rect", fill=TO_COME, **box))
    sheet.ground += axis.grid(span, top, bottom)
    sheet.rules += [axis.rule(flag, top, bottom) for flag in frame.flags]


def _foot(sheet: TimelineDrawing, frame: TimelineFrame, bottom: float, width: float) -> float:
    """The axis again under a tall picture, the key, the numbered milestones; where the picture ends."""
    if len(frame.timeline.lanes) > MANY_LANES:
        sheet.lettering += axis.axis(frame.span, bottom, SIZES.small, [])
        bottom += axis.height_of(frame.span, SIZES.small)
    entries = entries_of(frame.timeline, frame.span, frame.stem, SIZES.small)
    drawn, bottom = key(entries, 0, width, bottom + 10, SIZES.small)
    sheet.lettering += drawn
    drawn, bottom = numbered_list(frame.numbered(), 0, width, bottom + 4, SIZES.small)
    sheet.lettering += drawn
    return bottom + 6
