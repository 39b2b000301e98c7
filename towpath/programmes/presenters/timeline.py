"""A programme as a picture: a lane for each site under its phase, milestones as marks, ends of contracts as lines."""

from collections.abc import Iterator
from datetime import date

from towpath.programmes.models import Milestone, Programme, Site, SitePeriod, Terms
from towpath.programmes.presenters.rows import ProgrammeRows, rows_of_programme
from towpath.programmes.standing import partners_on
from towpath.ui.timeline.contents import DateLine, Lane, MilestoneMark, State, Stretch, Timeline

ENDS = (("delivery_ends_on", "End of delivery"), ("work_ends_on", "End of all work"))


def timeline_of(programme: Programme, day: date, fetched: ProgrammeRows | None = None) -> Timeline:
    """The picture of a programme on a day, from rows gathered before or now."""
    rows = fetched or rows_of_programme(programme)
    marks = tuple(_marks(rows, None, day))
    whole = (Lane("", "Whole programme", marks=marks, has_marks_alone=True),) if marks else ()
    lanes = tuple(_lane(rows, site, day) for site in rows.sites)
    return Timeline(programme.name, (*whole, *lanes), tuple(lines_of(rows.contracts)), today=day)


def stretch_of(period: SitePeriod) -> Stretch:
    """A site's period as the picture has it."""
    return Stretch(period.mode, period.get_mode_display(), period.started_on, period.ended_on, period.reason)


def lines_of(contracts: tuple[tuple[Terms, ...], ...]) -> Iterator[DateLine]:
    """The ends in force, and beside them each end that a variation moved."""
    for terms in contracts:
        named = f"{terms[0].contract.title}: " if len(contracts) > 1 else ""
        for field, label in ENDS:
            in_force = getattr(terms[-1], field)
            moved = dict.fromkeys(getattr(one, field) for one in terms if getattr(one, field) != in_force)
            words = f"{named}{label[0].lower() + label[1:] if named else label}"
            yield from (DateLine(words, day, is_superseded=True) for day in moved)
            yield DateLine(words, in_force)


def _lane(rows: ProgrammeRows, site: Site, day: date) -> Lane:
    return Lane(
        heading=site.phase.name,
        label=site.area,
        note=_note(site, day),
        about=f"programmes.site:{site.pk}",
        stretches=tuple(stretch_of(period) for period in site.periods.all()),
        marks=tuple(_marks(rows, site.pk, day)),
    )


def _note(site: Site, day: date) -> str:
    """Who delivers; of a site kept in outline, that no more of it is recorded."""
    return "; ".join(part for part in (partners_on(site, day), "kept in outline" * site.is_in_outline) if part)


def _marks(rows: ProgrammeRows, site_pk: int | None, day: date) -> Iterator[MilestoneMark]:
    """The milestones of a site, or of the whole programme, that have a day to stand on."""
    for milestone in rows.milestones:
        when = milestone.met_on or milestone.due_on
        if milestone.site_id == site_pk and when:
            yield MilestoneMark(milestone.name, when, _state(milestone, day))


def _state(milestone: Milestone, day: date) -> State:
    if milestone.met_on:
        return "met"
    is_late = milestone.overdue_after is not None and milestone.overdue_after < day
    return "overdue" if is_late else "to meet"
