"""What explains a picture beneath it: the modes, marks and rules that it uses, and the numbered milestones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from towpath.documents.svg import WHITE, element, words
from towpath.ui.timeline.axis import names_months
from towpath.ui.timeline.bars import NOTHING_RECORDED
from towpath.ui.timeline.contents import Lane, State, Timeline
from towpath.ui.timeline.lettering import width_of, wrap
from towpath.ui.timeline.looks import FOOT, INK, STONE, look_of, texture_of
from towpath.ui.timeline.marks import STATES, Placed, said_of, shape
from towpath.ui.timeline.span import DaySpan
from towpath.ui.words import as_short_day

SWATCH_WIDTH, SWATCH_HEIGHT = 26, 20
ROW, AIR = 26, 20
STATE_WORDS = {"met": "Milestone met", "to meet": "To meet", "overdue": "Overdue"}


@dataclass(frozen=True)
class KeyEntry:
    """A swatch and its words; `swatch` draws at a place."""

    words: str
    room: float
    swatch: Callable[[float, float], str]


def entries_of(timeline: Timeline, span: DaySpan, stem: str, size: float) -> list[KeyEntry]:
    """What the picture uses, and nothing else."""
    return [*_modes(timeline, stem, size), *_absences(timeline, stem), *_states(timeline), *_rest(timeline, span, size)]


def _modes(timeline: Timeline, stem: str, size: float) -> Iterator[KeyEntry]:
    named: dict[tuple[str, str], str] = {}
    for stretch in (stretch for lane in timeline.lanes for stretch in lane.in_order):
        named.setdefault((stretch.kind, stretch.label), stretch.kind)
    order = ["mobilising", "adapted", "blended", "face_to_face", "recommissioned", "paused", "closed"]
    for kind, label in sorted(named, key=lambda one: order.index(one[0]) if one[0] in order else len(order)):
        yield KeyEntry(label, SWATCH_WIDTH + 7, _mode_swatch(kind, label, stem, size))


def _mode_swatch(kind: str, label: str, stem: str, size: float) -> Callable[[float, float], str]:
    look = look_of(kind)
    letter = look.letter or label[:1].upper()

    def drawn(x: float, y: float) -> str:
        box = {"x": 0.5, "width": SWATCH_WIDTH - 1}
        middle = SWATCH_WIDTH / 2
        return element(
            "g",
            element("rect", y=0.5, height=SWATCH_HEIGHT - 1, fill=look.fill, **box),
            words(letter, middle, 11, size - 1, fill=look.ink, text_anchor="middle"),
            element("rect", y=SWATCH_HEIGHT - FOOT, height=FOOT, fill=f"url(#{texture_of(kind, stem)})", **box),
            element("rect", y=0.5, height=SWATCH_HEIGHT - 1, fill="none", stroke=look.edge, **box),
            transform=f"translate({x:.2f} {y - SWATCH_HEIGHT / 2:.2f})",
        )

    return drawn


def _absences(timeline: Timeline, stem: str) -> Iterator[KeyEntry]:
    if any(timeline.gaps_in(lane) or _is_bare(lane) for lane in timeline.lanes):
        yield KeyEntry(NOTHING_RECORDED, SWATCH_WIDTH + 7, lambda x, y: _box(x, y, f"url(#{stem}-nothing)"))
    if any(stretch.end is None for lane in timeline.lanes for stretch in lane.stretches):
        yield KeyEntry("No end recorded", SWATCH_WIDTH + 7, _point)


def _is_bare(lane: Lane) -> bool:
    return not lane.stretches and not lane.has_marks_alone


def _box(x: float, y: float, fill: str) -> str:
    top = y - SWATCH_HEIGHT / 2
    moved = f"translate({x:.2f} {top:.2f})"
    return element("rect", width=SWATCH_WIDTH, height=SWATCH_HEIGHT, fill=fill, transform=moved)


def _point(x: float, y: float) -> str:
    left, tip = x, x + SWATCH_WIDTH - 1
    top, foot = y - SWATCH_HEIGHT / 2 + 0.5, y + SWATCH_HEIGHT / 2 - 0.5
    outline = f"M{left:.2f} {top:.2f}H{tip - 7:.2f}L{tip:.2f} {y:.2f}L{tip - 7:.2f} {foot:.2f}H{left:.2f}"
    return element("path", d=outline, fill=WHITE, stroke=INK, stroke_width=1)


def _states(timeline: Timeline) -> Iterator[KeyEntry]:
    used = {mark.state for lane in timeline.lanes for mark in lane.marks}
    for state in STATES:
        if state in used:
            yield KeyEntry(STATE_WORDS[state], 18, partial(_mark_swatch, state))


def _mark_swatch(state: State, x: float, y: float) -> str:
    return shape(state, x + 6, y)


def _rest(timeline: Timeline, span: DaySpan, size: float) -> Iterator[KeyEntry]:
    """Broken rules, quarters without their months, and a today that lies off the picture."""
    if any(line.is_superseded for line in timeline.lines):
        yield KeyEntry("As agreed earlier", 18, _broken_rule)
    if not names_months(span, size):
        yield KeyEntry("Financial years: April to March", 0, lambda x, y: "")
    if timeline.today and timeline.today not in span:
        where = "before" if timeline.today < span.first else "after"
        said = f"{timeline.day_called}, {as_short_day(timeline.today)}, is {where} the days shown"
        yield KeyEntry(said, 0, lambda x, y: "")


def _broken_rule(x: float, y: float) -> str:
    line = f"M{x + 6:.2f} {y - 10:.2f}V{y + 10:.2f}"
    return element("path", d=line, stroke=STONE, stroke_width=1.2, stroke_dasharray="3 3")


def key(entries: list[KeyEntry], left: float, right: float, top: float, size: float) -> tuple[list[str], float]:
    """The entries in rows, as many to a row as have room, and where they end."""
    drawn, x, middle = [], left, top + ROW / 2
    for entry in entries:
        width = entry.room + width_of(entry.words, size)
        if x > left and x + width > right:
            x, middle = left, middle + ROW
        drawn += [entry.swatch(x, middle), words(entry.words, x + entry.room, middle + size * 0.36, size, fill=INK)]
        x += width + AIR
    return drawn, middle + ROW / 2 if entries else top


def _kept_together(text: str) -> str:
    return text.replace(" ", "\u00a0")


def numbered_list(
    placed: list[tuple[Lane, Placed]], left: float, right: float, top: float, size: float
) -> tuple[list[str], float]:
    """The milestones that stand as numbers in the picture: number, site, words, day; and where the list ends."""
    drawn, y, indent = [], top, width_of("000 ", size, is_bold=True)
    for lane, one in placed:
        said = f"{lane.label}: {said_of(one.mark)}, {_kept_together(as_short_day(one.mark.day))}"
        drawn.append(words(str(one.number), left, y + size * 1.1, size, fill=INK, font_weight="bold"))
        for line in wrap(said, size, right - left - indent):
            drawn.append(words(line, left + indent, y + size * 1.1, size, fill=INK))
            y += size * 1.4
        y += size * 0.3
    return drawn, y
