"""What of a programme has a day that its launch cannot come after: rooms above register theirs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from towpath.foundation.registry import Registry
from towpath.programmes.models import CoreCheck, Programme, SitePartner, SitePeriod, Target
from towpath.ui.words import as_day, count_of

Dated = tuple[date, str]  # a day, with the words that come before it, such as "Phase 1 begins on"
DatedBefore = Callable[[Programme, date], Iterable[Dated]]


def _of_programmes(programme: Programme, day: date) -> Iterator[Dated]:
    """Phases, and at sites the periods, partner agencies, milestones met, checks and targets, dated before a day."""
    for name, begins in programme.phases.filter(starts_on__lt=day).values_list("name", "starts_on"):
        yield begins, f"{name} begins on"
    at_sites = {"site__programme": programme, "started_on__lt": day}
    for area, begins in SitePeriod.objects.filter(**at_sites).values_list("site__area", "started_on"):
        yield begins, f"Work is recorded at {area} from"
    for partner in SitePartner.objects.filter(**at_sites).select_related("site", "agency"):
        yield partner.started_on, f"{partner.agency.name} delivers at {partner.site.area} from"
    met = programme.milestones.filter(met_on__lt=day)
    yield from ((one.met_on, f"“{one.name}” was met on") for one in met if one.met_on)
    yield from _of_quarters(programme, day)


def _of_quarters(programme: Programme, day: date) -> Iterator[Dated]:
    models = ((CoreCheck, "Core elements were checked"), (Target, "Targets are set"))
    for model, words in models:
        for one in model._base_manager.filter(site__programme=programme).select_related("site"):
            if one.quarter.end < day:
                yield one.quarter.end, f"{words} at {one.site.area} for {one.quarter}, which ends on"


DATED_BEFORE: Registry[DatedBefore, DatedBefore] = Registry("record of what is dated before a launch")
DATED_BEFORE.add(_of_programmes)


def if_something_comes_before(programme: Programme, launch: date) -> str:
    """A launch does not come after what is recorded of its programme: the first of it, and how much more there is."""
    dated = sorted(one for dated_before in DATED_BEFORE for one in dated_before(programme, launch))
    if not dated:
        return ""
    (day, words), more = dated[0], len(dated) - 1
    others = f", and {count_of(more, 'more entry is', 'more entries are')} dated before {as_day(launch)}"
    it, that = ("them", "those") if more else ("it", "that")
    return (
        f"{words} {as_day(day)}{others if more else ''}: the launch cannot come after {it}. "
        f"Choose {as_day(day)} or an earlier day, or correct {that} or take {it} back first."
    )
