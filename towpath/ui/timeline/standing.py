"""What is said of a timeline in words: how each lane stands today, and one sentence for the whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.text import get_text_list

from towpath.ui.timeline.contents import DateLine, Lane, Stretch, Timeline
from towpath.ui.words import as_day, as_short_day, count_of


def mode_on(lane: Lane, day: date) -> Stretch | None:
    """The stretch a lane is in on a day; the later where two overlap."""
    return next((stretch for stretch in reversed(lane.in_order) if day in stretch), None)


def standing_of(timeline: Timeline, lane: Lane) -> str:
    """Blended until 30 Sep 2021; or what came last, or what comes first."""
    day = timeline.today
    if day is None or lane.has_marks_alone:
        return ""
    now = mode_on(lane, day)
    if now:
        return f"{now.label} until {as_short_day(now.end)}" if now.end else f"{now.label}, no end recorded"
    return _standing_outside(timeline, lane, day)


def _standing_outside(timeline: Timeline, lane: Lane, day: date) -> str:
    if not lane.stretches or any(day in gap for gap in timeline.gaps_in(lane)):
        return "Nothing recorded today"
    first, last = lane.in_order[0], max(lane.stretches, key=lambda stretch: stretch.end or stretch.start)
    if first.start > day:
        return f"{first.label} from {as_short_day(first.start)}"
    return f"Ended on {as_short_day(last.end)} ({_inside_a_sentence(last.label)})"


def sentence_of(timeline: Timeline) -> str:
    """7 sites in 2 phases: on 12 November 2020, 4 are mobilising and 3 blended; delivery ends on 31 January 2022."""
    if not timeline.lanes:
        return "No site is recorded yet, so there is nothing to draw."
    said = "; ".join([*_modes(timeline), *_milestones(timeline), *_ends(timeline)])
    return f"{_extent(timeline)}{': ' if said else ''}{said}."


def _sites(timeline: Timeline) -> list[Lane]:
    return [lane for lane in timeline.lanes if not lane.has_marks_alone]


def _extent(timeline: Timeline) -> str:
    sites = _sites(timeline)
    phases = {lane.heading for lane in sites if lane.heading}
    counted = count_of(len(sites), "site")
    return f"{counted} in {count_of(len(phases), 'phase')}" if len(phases) > 1 else counted


def _modes(timeline: Timeline) -> Iterator[str]:
    """How many sites work how today."""
    day = timeline.today
    if day is None:
        return
    counts = Counter(_mode_word(timeline, lane, day) for lane in _sites(timeline))
    said = [f"{count} {word}" for word, count in counts.most_common()]
    if said:
        yield f"on {as_day(day)}, {get_text_list(said, 'and')}"


def _mode_word(timeline: Timeline, lane: Lane, day: date) -> str:
    now = mode_on(lane, day)
    if now:
        return _inside_a_sentence(now.label)
    if not lane.stretches or any(day in gap for gap in timeline.gaps_in(lane)):
        return "with nothing recorded"
    return "not begun" if lane.in_order[0].start > day else "ended"


def _milestones(timeline: Timeline) -> Iterator[str]:
    marks = [mark for lane in timeline.lanes for mark in lane.marks]
    if marks:
        met, overdue = (sum(mark.state == state for mark in marks) for state in ("met", "overdue"))
        yield f"{met} of {count_of(len(marks), 'milestone')} met and {overdue or 'none'} overdue"


def _ends(timeline: Timeline) -> Iterator[str]:
    for line in timeline.lines:
        if not line.is_superseded:
            yield f"{_inside_a_sentence(line.label)} on {as_day(line.day)}{_earlier(timeline, line)}"


def _earlier(timeline: Timeline, line: DateLine) -> str:
    days = [as_day(other.day) for other in timeline.lines if other.is_superseded and other.label == line.label]
    return f" (agreed earlier: {get_text_list(days, 'and')})" if days else ""


def _inside_a_sentence(label: str) -> str:
    """The label as it stands after other words; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
