"""The axis of a picture: financial years, their quarters, the days that hold for all lanes, and today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from towpath.documents.svg import WHITE, element, words
from towpath.foundation.periods import FinancialYear
from towpath.ui.timeline.contents import Timeline
from towpath.ui.timeline.lettering import clear_of, cut, width_of
from towpath.ui.timeline.looks import FAINT, INK, RULE, STONE
from towpath.ui.timeline.placing import LabelPlace, Wanted, place
from towpath.ui.timeline.span import DaySpan
from towpath.ui.words import as_short_day

HEIGHT = 36
FLAG_ROW = 20
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Flag:
    """A day that holds for every lane, with its words above the axis."""

    words: str
    day: date
    x: float
    is_today: bool = False
    is_superseded: bool = False


def flags_of(timeline: Timeline, span: DaySpan, size: float) -> list[Flag]:
    """The lines of the timeline and today, by day; words too long for the picture are cut."""
    room = (span.right - span.left) * 0.6
    flags = [
        Flag(cut(_said(line.label, line.is_superseded), size, room) + f" {as_short_day(line.day)}", line.day,
             span.end_x(line.day), is_superseded=line.is_superseded)
        for line in timeline.lines
    ]  # fmt: skip
    if timeline.today and timeline.today in span:
        said = f"{timeline.day_called} {as_short_day(timeline.today)}"
        flags.append(Flag(said, timeline.today, span.middle_x(timeline.today), is_today=True))
    return sorted(flags, key=lambda flag: flag.day)


def _said(label: str, is_superseded: bool) -> str:
    return f"{label}, earlier:" if is_superseded else label


def placed_flags(flags: list[Flag], left: float, right: float, size: float) -> list[LabelPlace]:
    wanted = [Wanted(flag.x, width_of(flag.words, size, is_bold=flag.is_today)) for flag in flags]
    return place(wanted, left, right, "left")


def flags_height(places: list[LabelPlace]) -> float:
    return FLAG_ROW * (1 + max((one.row for one in places), default=-1)) + (4 if places else 0)


def flag_shapes(flags: list[Flag], places: list[LabelPlace], bottom: float, size: float) -> Iterator[str]:
    """Each flag: a rule up from the axis, and its words beside the top of it."""
    for flag, one in zip(flags, places, strict=True):
        top = bottom - 4 - FLAG_ROW * (one.row + 1)
        yield rule(flag, top + 1, bottom)
    for flag, one in zip(flags, places, strict=True):
        above = [other.x for other in places if other.row > one.row]
        yield from _flag_words(flag, one, bottom - 4 - FLAG_ROW * (one.row + 1), size, above)


def _flag_words(flag: Flag, one: LabelPlace, top: float, size: float, rules: list[float]) -> Iterator[str]:
    is_left = one.side == "left"
    x = one.right - 10 if is_left else one.left + 10
    anchor = "end" if is_left else None
    y = top + FLAG_ROW / 2 + size * 0.36
    if flag.is_today:
        box = {"x": one.left - 4 if is_left else one.left + 5, "width": one.right - one.left - 1}
        yield element("rect", y=top + 1, height=FLAG_ROW - 2, fill=INK, **box)
        yield words(flag.words, x, y, size, fill=WHITE, text_anchor=anchor, font_weight="bold")
    else:
        yield clear_of(rules, flag.words, x, y, size, fill=STONE if flag.is_superseded else INK, text_anchor=anchor)


def rule(flag: Flag, top: float, bottom: float) -> str:
    """The upright rule of a day: heavy for today, plain for what is agreed, broken for what was."""
    dashes = "3 3" if flag.is_superseded else None
    ink, width = (STONE, 1.2) if flag.is_superseded else (INK, 2 if flag.is_today else 1.2)
    line = f"M{flag.x:.2f} {top:.2f}V{bottom:.2f}"
    return element("path", d=line, stroke=ink, stroke_width=width, stroke_dasharray=dashes)


def grid(span: DaySpan, top: float, bottom: float) -> Iterator[str]:
    """Quiet uprights where quarters begin, stronger ones where years do."""
    years = "".join(f"M{span.x(year.start):.2f} {top:.2f}V{bottom:.2f}" for year in span.years(_year_step(span)))
    if span.quarter_width >= 8:
        quarters = "".join(f"M{span.x(one.start):.2f} {top:.2f}V{bottom:.2f}" for one in span.quarters())
        yield element("path", d=quarters, stroke=FAINT, stroke_width=1)
    yield element("path", d=years, stroke=RULE, stroke_width=1)


def axis(span: DaySpan, top: float, size: float, flags: list[Flag]) -> Iterator[str]:
    """The names of years over those of their quarters, as many as have room."""
    bottom = top + height_of(span, size)
    step, rules = _year_step(span), [flag.x for flag in flags]
    for year in span.years(step):
        left, right = span.x(year.start), span.x(FinancialYear(year.first + step).start)
        if (step == 1 or year.start in span) and width_of(year.label, size, is_bold=True) + 4 <= right - left:
            yield clear_of(rules, year.label, left + 3, top + 13, size, fill=INK, font_weight="bold")
    for quarter in span.quarters() if _names_quarters(span, size) else ():
        name = (
            f"Q{quarter.number} {quarter.start:%b}–{quarter.end:%b}"
            if names_months(span, size)
            else f"Q{quarter.number}"
        )
        yield clear_of(rules, name, span.x(quarter.start) + 3, bottom - 7, size - 1, fill=STONE)
    ticks = "".join(f"M{span.x(year.start):.2f} {top:.2f}V{bottom:.2f}" for year in span.years(step))
    yield element("path", d=ticks, stroke=RULE, stroke_width=1)
    yield element("path", d=f"M{span.left} {bottom}H{span.right}", stroke=INK, stroke_width=1)


def _year_step(span: DaySpan) -> int:
    """Every how many years one is named, so that names do not touch."""
    return next((step for step in YEAR_STEPS if step * span.quarter_width * 4 >= 54), YEAR_STEPS[-1])


def height_of(span: DaySpan, size: float) -> float:
    """Two lines with the quarters, one without."""
    return HEIGHT if _names_quarters(span, size) else HEIGHT - 16


def _names_quarters(span: DaySpan, size: float) -> bool:
    return width_of("Q4", size - 1) + 4 <= span.quarter_width


def names_months(span: DaySpan, size: float) -> bool:
    """Whether the quarters say their months, so that nobody takes the first for January."""
    return width_of("Q3 Oct–Dec", size - 1) + 5 <= span.quarter_width
