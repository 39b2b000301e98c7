"""The bar of a lane: its stretches side by side, each with words where there is room, and the gaps hatched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from towpath.documents.svg import WHITE, element, plain
from towpath.ui.timeline.contents import Gap, Lane, Stretch, Timeline
from towpath.ui.timeline.lettering import clear_of, plated, width_of
from towpath.ui.timeline.looks import FOOT, STONE, Look, look_of, texture_of
from towpath.ui.timeline.span import DaySpan
from towpath.ui.words import as_short_day

HEIGHT = 26
NARROWEST = 4  # a single day must still be seen
POINT, PADDING = 8, 6
NOTHING_RECORDED = "Nothing recorded"


@dataclass(frozen=True)
class Extent:
    """Where on the paper a bar lies; `is_open` where no end is recorded."""

    left: float
    right: float
    is_open: bool = False


def bars(timeline: Timeline, lane: Lane, span: DaySpan, stem: str) -> Iterator[str]:
    """The shapes of a lane, without words, as they stand on a lane whose top is 0."""
    for gap in timeline.gaps_in(lane):
        yield _gap_shape(lane, gap, span, stem)
    for stretch, extent in _extents(lane, span):
        yield element("g", _title(lane, stretch), *_stretch_shape(stretch, extent, stem))
    if not lane.stretches and not lane.has_marks_alone:
        yield _hatched(Extent(span.left, span.right), stem, f"{lane.label}: {NOTHING_RECORDED.lower()}")


def bar_words(timeline: Timeline, lane: Lane, span: DaySpan, size: float, avoid: Sequence[float]) -> Iterator[str]:
    """What is printed on the bars, beside the rules that run through them wherever that can be."""
    for stretch, extent in _extents(lane, span):
        look = look_of(stretch.kind)
        yield from _printed(_ways_to_say(stretch, look), extent, size, avoid, look)
    nothing = Look(WHITE, STONE, "", "", "", "")
    for gap in timeline.gaps_in(lane):
        extent = Extent(span.x(gap.start), span.end_x(gap.end))
        yield from _printed([NOTHING_RECORDED], extent, size, avoid, nothing)
    if not lane.stretches and not lane.has_marks_alone:
        yield from _printed([NOTHING_RECORDED], Extent(span.left, span.right), size, avoid, nothing)


def _extents(lane: Lane, span: DaySpan) -> Iterator[tuple[Stretch, Extent]]:
    """Each stretch with its place; where two overlap, the later is seen from its start."""
    in_order = lane.in_order
    starts = [*(span.x(later.start) for later in in_order[1:]), span.right]
    for stretch, until in zip(in_order, starts, strict=False):
        left, right = span.x(stretch.start), min(span.end_x(stretch.end), until)
        yield stretch, Extent(left, max(right, left + NARROWEST), stretch.end is None and until == span.right)


def _title(lane: Lane, stretch: Stretch) -> str:
    """What a pointer held over the bar is told."""
    until = f"to {as_short_day(stretch.end)}" if stretch.end else "with no end recorded"
    said = f"{lane.label}: {stretch.label}, {as_short_day(stretch.start)} {until}"
    return element("title", plain(f"{said}. {stretch.note}" if stretch.note else said))


def _stretch_shape(stretch: Stretch, extent: Extent, stem: str) -> Iterator[str]:
    """The fill, the texture along its foot, the edge around both; an open end is a point."""
    look = look_of(stretch.kind)
    texture = f"url(#{texture_of(stretch.kind, stem)})"
    yield element("path", d=_outline(extent, 0), fill=look.fill)
    yield element("path", d=_outline(extent, HEIGHT - FOOT), fill=texture)
    yield element("path", d=_outline(extent, 0), fill="none", stroke=look.edge, stroke_width=1)


def _outline(extent: Extent, top: float) -> str:
    """The outline from `top` down, half a unit inside so that neighbours' edges stay apart."""
    left, right = extent.left + 0.5, extent.right - 0.5
    if not extent.is_open:
        return f"M{left:.2f} {top + 0.5}H{right:.2f}V{HEIGHT - 0.5}H{left:.2f}Z"
    middle = HEIGHT / 2
    shoulder = max(right - POINT, left)
    upper = shoulder + (right - shoulder) * max(0, 1 - abs(middle - top) / middle)
    tip = f"L{right:.2f} {middle}" if top < middle else ""
    return f"M{left:.2f} {top + 0.5}H{upper:.2f}{tip}L{shoulder:.2f} {HEIGHT - 0.5}H{left:.2f}Z"


def _gap_shape(lane: Lane, gap: Gap, span: DaySpan, stem: str) -> str:
    days = f"{as_short_day(gap.start)} to {as_short_day(gap.end)}"
    extent = Extent(span.x(gap.start), span.end_x(gap.end))
    return _hatched(extent, stem, f"{lane.label}: {NOTHING_RECORDED.lower()}, {days}")


def _hatched(extent: Extent, stem: str, text: str) -> str:
    width = max(extent.right - extent.left, 1)
    place = {"x": extent.left, "y": 1, "width": width, "height": HEIGHT - 2}
    paper = element("rect", fill=WHITE, **place)
    return element("g", element("title", plain(text)), paper, element("rect", fill=f"url(#{stem}-nothing)", **place))


def _ways_to_say(stretch: Stretch, look: Look) -> list[str]:
    """From the whole label to a letter; the key says what the letter means."""
    ways = [stretch.label, stretch.label.split(" (")[0], look.letter or stretch.label[:1].upper()]
    return [way for way in dict.fromkeys(ways) if way]


def _printed(ways: list[str], extent: Extent, size: float, avoid: Sequence[float], look: Look) -> Iterator[str]:
    """Words before a letter, and clear of the rules if they can be."""
    right = extent.right - (POINT if extent.is_open else 0)
    rules = [x for x in avoid if extent.left < x < right]
    said = [way for way in ways if len(way) > 1]
    letters = [way for way in ways if len(way) == 1]
    for way, crossed in [*product(said, (rules,)), *product(said, ([],)), *product(letters, (rules, []))]:
        padding = PADDING if len(way) > 1 else 3
        x = _clear_start(width_of(way, size), extent.left + padding, right - padding, crossed)
        if x is not None:
            yield _on_bar(way, x, size, avoid, look)
            return


def _on_bar(text: str, x: float, size: float, rules: Sequence[float], look: Look) -> str:
    """Words over the texture of a stretch, or on a plate amid the hatching of a gap."""
    if not look.edge:
        return plated(text, x, HEIGHT / 2 + size * 0.36, size, look.fill, fill=look.ink)
    return clear_of(rules, text, x, (HEIGHT - FOOT) / 2 + size * 0.36, size, look.fill, fill=look.ink)


def _clear_start(width: float, left: float, right: float, rules: Sequence[float]) -> float | None:
    """The first place from the left where words of this width meet no rule."""
    for start in sorted([left, *(x + PADDING for x in rules)]):
        is_clear = not any(start - 3 < x < start + width + 3 for x in rules)
        if left <= start and start + width <= right and is_clear:
            return start
    return None
