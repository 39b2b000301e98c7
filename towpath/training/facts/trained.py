"""Practices signed up and fully trained as figures: at a site in a stretch of days, and over several sites.

The board, the report and the page of the rule ask here, so that both numbers of “fully trained of signed up” are the
same on each of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from towpath.foundation.figures import Absence, Figure, RatioOfSums, ratio_of_sums
from towpath.foundation.periods import Quarter
from towpath.programmes.dues import delivers, number_or_why, signs_up, why_kept_elsewhere, why_nothing
from towpath.programmes.models import Mode, Site
from towpath.training.facts.practices import SitePractices, practices_of, rules_of

Why = Callable[[Callable[[Mode], bool]], Absence | None]  # why nothing counted is no number, where it works so


@dataclass(frozen=True)
class PracticeFigures:
    """What is true of a site's practices between two days, both counted, by the rule in force on the last one."""

    practices: SitePractices
    rule: int | None
    first: date
    last: date
    why: Why

    @property
    def signed_up(self) -> Figure:
        """On the last day."""
        return number_or_why(len(self.practices.in_place(self.last)), lambda: self.why(signs_up))

    @property
    def joined(self) -> Figure:
        return number_or_why(len(self.practices.joined(self.first, self.last)), lambda: self.why(signs_up))

    @property
    def trained(self) -> Figure:
        """On the last day, of the practices signed up on it."""
        ratio = self.practices.trained_of_signed_up(self.last, self.rule)
        return number_or_why(ratio.part, self._why_none_trained)

    @property
    def became_trained(self) -> Figure:
        became = self.practices.became_trained(self.first, self.last, self.rule)
        return number_or_why(len(became), self._why_none_trained)

    @property
    def ever_trained(self) -> Figure:
        """By the last day, those that left since among them."""
        return number_or_why(len(self.practices.ever_trained(self.last, self.rule)), self._why_none_trained)

    def _why_none_trained(self) -> Absence | None:
        """Why no practice is fully trained, if that is not because none reached the rule."""
        why = self.why(delivers)
        if why is Absence.NOT_DUE:
            return why
        if self.rule is None:
            return Absence.NOT_APPLICABLE
        return why or (Absence.NOT_REPORTED if self.practices.nobody_is_counted(self.last) else None)


def trained_of_signed_up(sites: Iterable[PracticeFigures]) -> RatioOfSums:
    """Fully trained of signed up, summed over the sites at which both are known."""
    return ratio_of_sums((site.trained, site.signed_up) for site in sites)


def practice_figures(programme: int, day: date) -> list[PracticeFigures]:
    """Of each site of a programme in the quarter of a day, up to it."""
    sites = list(Site.objects.filter(programme=programme).prefetch_related("periods"))
    practices = practices_of([site.pk for site in sites if not site.is_in_outline], day)
    rule, first = rules_of([programme]).key_on(programme, day), Quarter.containing(day).start
    return [PracticeFigures(practices[site.pk], rule, first, day, _why(site, first, day)) for site in sites]


def _why(site: Site, first: date, last: date) -> Why:
    """Why nothing counted is no number: from the site's periods, and whether its figures are kept elsewhere."""

    def why(works: Callable[[Mode], bool]) -> Absence | None:
        return why_nothing(list(site.periods.all()), first, last, works)

    def why_elsewhere(works: Callable[[Mode], bool]) -> Absence:
        return why_kept_elsewhere(why(signs_up), is_of_a_day=True)

    return why_elsewhere if site.is_in_outline else why
