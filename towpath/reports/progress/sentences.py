"""The report's own sentences: the headline for whoever reads no further, and how it was worked out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from towpath.reports.progress.contents import Figure, FigureTable
from towpath.reports.progress.delivery import DUE_NEXT, MET, OVERDUE, milestones_by_state
from towpath.reports.progress.found import Found
from towpath.reports.progress.gathering import Training
from towpath.reports.progress.overview import overview
from towpath.reports.progress.tables import unrecorded
from towpath.reports.quarter.sentences import in_a_row
from towpath.ui.words import as_day, as_moment, count_of

NOT_COUNTED = "No practice was due to be fully trained yet."
NO_RULE = "No rule says yet when a practice is fully trained."
ABSENCES = (
    "“Not due”: the site had not begun. “Not reported”: it should be known and is not. 0 is a count of none.",
    "“Not applicable”: the site delivered on no day of the quarter, or there is nothing to compare with.",
    "A target is what a site was to reach by the end of the quarter, counted from the start; the share of several "
    "sites is of those that have a target.",
)


def stands_note(found: Found) -> str:
    """Said where the report does not show the end of its quarter."""
    if found.is_over:
        return ""
    return f"The quarter has not ended: this is how the programme stands on {as_day(found.day)}."


def headline(found: Found, training: Training, practices: FigureTable, activity: FigureTable) -> tuple[str, ...]:
    """The quarter in a few sentences."""
    return tuple(
        sentence
        for sentence in (
            *_practices(training, practices),
            _sessions(_total(activity)),
            _modes(found),
            _milestones(found),
        )
        if sentence
    )


def _total(table: FigureTable) -> Sequence[Figure]:
    return table.rows[-1].figures if table.rows else ()


def _practices(training: Training, table: FigureTable) -> Iterator[str]:
    """Fully trained first, as it is what the programme is paid for."""
    total = _total(table)
    if not total:
        yield "No site is recorded yet."
        return
    joined, signed, trained_now, trained, target, share = total
    if trained.number is None:
        yield NOT_COUNTED if training.rule else NO_RULE
    else:
        against = _against(target, share)
        yield f"{_practices_are(trained)} fully trained, {trained_now.shown} of them in this quarter{against}."
    if signed.number is not None:
        yield f"{_practices_are(signed)} signed up at {_sites_with(table)}, {joined.shown} of them in this quarter."


def _sites_with(table: FigureTable) -> str:
    """How many sites have a practice signed up: those that have not begun are not among them."""
    have = sum(bool(row.figures[1].number) for row in table.rows if row.level == "part")
    return count_of(have, "site")


def _practices_are(figure: Figure) -> str:
    count = int(figure.number or 0)
    return f"{count_of(count, 'practice')} {'is' if count == 1 else 'are'}"


def _against(target: Figure, share: Figure) -> str:
    if target.number is None:
        return ""
    return f"; the target by its end was {target.shown} ({share.shown} of it reached)"


def _sessions(total: Sequence[Figure]) -> str:
    if not total or total[0].number is None:
        return ""
    sessions, came, hours = (int(total[0].number), total[2], total[4])
    people = f", with {came.shown} {'person' if came.number == 1 else 'people'} at them" if came.number else ""
    support = f"; {hours.shown} hours of support were given to practices" if hours.number else ""
    return f"{count_of(sessions, 'session')} {'was' if sessions == 1 else 'were'} held in the quarter{people}{support}."


def _modes(found: Found) -> str:
    """How the sites work on the report's day."""
    counts = Counter(row.now for row in overview(found))
    if not counts:
        return ""
    said = [f"{count} {mode[0].lower()}{mode[1:]}" for mode, count in counts.most_common()]
    return f"Sites on {as_day(found.day)}: {in_a_row(said)}."


def _milestones(found: Found) -> str:
    counts = Counter(state for _, state in milestones_by_state(found))
    if not found.gathered.milestones:
        return ""
    return (
        f"Milestones: {counts[MET]} met in the quarter, {counts[OVERDUE]} overdue, {counts[DUE_NEXT]} due next quarter."
    )


def notes(found: Found, training: Training) -> Iterator[str]:
    """How the report was worked out, so that whoever doubts a figure can follow it."""
    yield f"Nothing recorded after {as_moment(found.known_at)} is in this report."
    yield (
        f"Figures of the quarter count from {as_day(found.quarter.start)} to {as_day(found.day)}; those since the "
        f"start from the launch on {as_day(found.programme.starts_on)}."
    )
    if training.rule:
        since = as_day(training.rule.in_force_from)
        yield f"The rule for “fully trained” in force on {as_day(found.day)} has held since {since}."
    yield from ABSENCES
    for area, count in unrecorded(found, training):
        yield f"{area}: {count_of(count, 'session')} of the quarter passed without being recorded as held or cancelled."
    yield "People who came to training are counted and never named in this report."
