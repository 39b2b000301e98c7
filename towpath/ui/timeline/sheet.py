"""The sheet a picture is drawn on: layers from the ground up, and the whole as SVG."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby

from towpath.documents.svg import WHITE, element, plain
from towpath.ui.record_pages import address_named
from towpath.ui.timeline.axis import Flag, flags_of
from towpath.ui.timeline.contents import Lane, Timeline
from towpath.ui.timeline.lettering import FACE
from towpath.ui.timeline.looks import INK, textures
from towpath.ui.timeline.marks import Placed, placed_marks
from towpath.ui.timeline.span import DaySpan
from towpath.ui.timeline.standing import sentence_of


@dataclass(frozen=True)
class Sizes:
    """Of the text in a picture: what is read first, and what goes with it."""

    text: float
    small: float


@dataclass(frozen=True)
class TimelineFrame:
    """What every lane of a picture shares, with the milestones of each lane in their places."""

    timeline: Timeline
    span: DaySpan
    flags: list[Flag]
    placed: list[list[Placed]]
    sizes: Sizes
    stem: str

    @property
    def rules(self) -> list[float]:
        return [flag.x for flag in self.flags]

    def numbered(self) -> list[tuple[Lane, Placed]]:
        """The milestones that stand as numbers, with their lanes."""
        pairs = zip(self.timeline.lanes, self.placed, strict=True)
        return [(lane, one) for lane, placed in pairs for one in placed if one.number]

    def groups(self) -> Iterator[tuple[str, list[tuple[Lane, list[Placed]]]]]:
        """The lanes under each heading, in the order given."""
        pairs = zip(self.timeline.lanes, self.placed, strict=True)
        return ((heading, list(lanes)) for heading, lanes in groupby(pairs, key=lambda pair: pair[0].heading))


def frame_of(timeline: Timeline, span: DaySpan, sizes: Sizes, name: str) -> TimelineFrame:
    """The frame of a picture; its stem tells its textures from those of any other picture on the page."""
    placed: list[list[Placed]] = []
    numbered = 0
    for lane in timeline.lanes:
        placed.append(placed_marks(lane, span, sizes.small, numbered))
        numbered += sum(bool(one.number) for one in placed[-1])
    digest = sha256(repr(timeline).encode("utf-8", "replace")).hexdigest()[:8]
    flags = flags_of(timeline, span, sizes.small)
    return TimelineFrame(timeline, span, flags, placed, sizes, f"timeline-{digest}-{name}")


@dataclass
class TimelineDrawing:
    """What is drawn so far. Links stand apart, as a picture is one thing to a screen reader and a link another."""

    ground: list[str] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    lettering: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def as_svg(self, frame: TimelineFrame, width: float, height: float) -> str:
        """The picture with its title and description, on white whatever it is laid upon."""
        stem, timeline = frame.stem, frame.timeline
        kinds = {stretch.kind for lane in timeline.lanes for stretch in lane.stretches}
        picture = element(
            "g",
            element("title", plain(timeline.title), id=f"{stem}-title"),
            element("desc", plain(sentence_of(timeline)), id=f"{stem}-desc"),
            element("rect", width=width, height=height, fill=WHITE),
            *self.ground,
            *self.bars,
            *self.rules,
            *self.lettering,
            role="img",
            aria_labelledby=f"{stem}-title",
            aria_describedby=f"{stem}-desc",
        )
        return element(
            "svg",
            textures(kinds, stem),
            picture,
            *self.links,
            xmlns="http://www.w3.org/2000/svg",
            role="group",
            aria_labelledby=f"{stem}-title",
            font_family=FACE,
            width=width,
            height=round(height),
            viewBox=f"0 0 {width} {round(height)}",
        )

    def name(self, lane: Lane, lines: tuple[str, ...], left: float, baseline: float, frame: TimelineFrame) -> None:
        """The lane's name; a link where it has a page, which the page's styles show as one."""
        size = frame.sizes.text
        step = size * 1.25
        spans = " ".join(
            element("tspan", plain(line), x=left, y=baseline + step * row) for row, line in enumerate(lines)
        )
        text = element("text", spans, font_size=size, font_weight="bold", fill=INK)
        if href := address_named(lane.about):
            self.links.append(element("a", text, href=href, class_="towpath-picture__link"))
        else:
            self.lettering.append(text)
