"""The filters of the board and of a site's page: they live in the address, and so does the day a page is seen at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from towpath.foundation.periods import quarters_between
from towpath.programmes.standing import MODES, SiteStanding
from towpath.ui.filters import FilterForm
from towpath.ui.words import as_day, as_short_day

ANY = ("", "Any")
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class SiteBoardOptions:
    """What the sites a person sees can be narrowed to."""

    programmes: Choices
    phases: Choices
    modes: Choices
    agencies: Choices


def options_of(standings: Iterable[SiteStanding]) -> SiteBoardOptions:
    """Every programme, phase, mode and partner agency met."""
    listed = list(standings)
    sites = [standing.site for standing in listed]
    programmes = {str(site.programme_id): site.programme.name for site in sites}
    phases = {
        str(site.phase_id): f"{site.programme.name}: {site.phase.name}" if len(programmes) > 1 else site.phase.name
        for site in sites
    }
    agencies = {str(one.agency_id): one.agency.name for standing in listed for one in standing.partners}
    met = {standing.mode_slug for standing in listed}
    return SiteBoardOptions(
        list(programmes.items()),
        list(phases.items()),
        [(slug, label) for slug, label in MODES.items() if slug in met],
        sorted(agencies.items(), key=lambda pair: pair[1]),
    )


def days_offered(starts: Iterable[date], today: date, chosen: date | None) -> Choices:
    """Today, and the last day of every quarter since the first programme began, the newest first."""
    first = min(starts, default=today)
    ends = [quarter.end for quarter in quarters_between(first, today) if quarter.end < today] if first <= today else []
    days = sorted({*ends, chosen} - {None, today}, reverse=True)  # type: ignore[type-var]
    return [("", f"Today, {as_short_day(today)}"), *((day.isoformat(), as_day(day)) for day in days if day)]


class SiteBoardFilter(FilterForm):
    """What is not understood narrows nothing."""

    on = forms.ChoiceField(label="As at")
    programme = forms.ChoiceField(label="Programme")
    phase = forms.ChoiceField(label="Phase")
    mode = forms.ChoiceField(label="Mode")
    agency = forms.ChoiceField(label="Partner agency")

    def __init__(self, *args: Any, options: SiteBoardOptions, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "programme": options.programmes, "phase": options.phases, "mode": options.modes, "agency": options.agencies,
        }  # fmt: skip
        self.fields["on"].choices = days  # type: ignore[attr-defined]
        for name, choices in offered.items():
            self.fields[name].choices = (ANY, *choices)  # type: ignore[attr-defined]
        if len(options.programmes) < 2:
            del self.fields["programme"]

    def keeps(self, standing: SiteStanding) -> bool:
        """Whether a site is one of those that the filters leave."""
        chosen = self.chosen
        of_site = {"programme": str(standing.site.programme_id), "phase": str(standing.site.phase_id)}
        of_site["mode"] = standing.mode_slug
        if any(name in chosen and chosen[name] != value for name, value in of_site.items()):
            return False
        agencies = {str(partner.agency_id) for partner in standing.partners}
        return "agency" not in chosen or chosen["agency"] in agencies


def narrowed(standings: Sequence[SiteStanding], filters: SiteBoardFilter) -> list[SiteStanding]:
    """The sites that the filters leave."""
    return [standing for standing in standings if filters.keeps(standing)]


class DayFilter(FilterForm):
    """Today, or the end of a past quarter."""

    on = forms.ChoiceField(label="As at")

    def __init__(self, *args: Any, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = days  # type: ignore[attr-defined]
