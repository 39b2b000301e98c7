"""Whether a site owed any figures in a stretch of time, from the periods it went through."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from towpath.foundation.days import share_a_day
from towpath.foundation.figures import Absence, Figure, Number
from towpath.programmes.models import Mode, SitePeriod


def delivers(mode: Mode) -> bool:
    """Whether practices are trained in this mode."""
    return mode.delivers


def signs_up(mode: Mode) -> bool:
    """Whether practices are signed up in this mode: from mobilising on."""
    return mode.delivers or mode is Mode.MOBILISING


def first_day_of(periods: Iterable[SitePeriod], works: Callable[[Mode], bool]) -> date | None:
    """The first day on which a site was in a mode that works."""
    return min((one.started_on for one in periods if works(Mode(one.mode))), default=None)


def first_delivery(periods: Iterable[SitePeriod]) -> date | None:
    """The day a site first delivered."""
    return first_day_of(periods, delivers)


def why_nothing(
    periods: Sequence[SitePeriod], first: date, last: date, works: Callable[[Mode], bool] = delivers
) -> Absence | None:
    """Returns why nothing counted between two days is no number, or None where the site worked then and zero is real.

    Not begun: not due. Paused or closed throughout: not applicable. No period recorded for these days: not reported.
    """
    during = [one for one in periods if share_a_day(one.days, (first, last))]
    if any(works(Mode(one.mode)) for one in during):
        return None
    begun = first_day_of(periods, works)
    if during:
        has_not_begun = begun is None or begun > last
        return Absence.NOT_DUE if has_not_begun and not _ended(during) else Absence.NOT_APPLICABLE
    is_before = not periods or min(one.started_on for one in periods) > last
    return Absence.NOT_DUE if is_before else Absence.NOT_REPORTED


def _ended(during: Iterable[SitePeriod]) -> bool:
    """Closed before it ever delivered: nothing is still to come."""
    return any(one.mode == Mode.CLOSED for one in during)


def why_kept_elsewhere(why: Absence | None, *, is_of_a_day: bool) -> Absence:
    """Why there is no figure of a site kept in outline, from why nothing signed up there would be no number.

    What is true on a day stays so after the site paused or closed, and is known elsewhere.
    """
    is_known_elsewhere = why is Absence.NOT_APPLICABLE and is_of_a_day
    return Absence.NOT_REPORTED if why is None or is_known_elsewhere else why


def number_or_why(number: Number, why_none: Callable[[], Absence | None]) -> Figure:
    """A number above nought; for nought, the word that is asked for only then, if there is one."""
    return Figure(number) if number else Figure.of(0, why_none())
