"""Programmes in the list of programmes: their phases, sites, and how things are today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, prefetch_related_objects

from towpath.accounts.models import User
from towpath.programmes.models import Mode, Programme, Site, SitePeriod, Terms
from towpath.programmes.models.sites import SiteQuerySet
from towpath.ui.words import as_day


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in a list: how many of its sites this person sees, how they work today, and where it stands."""

    programme: Programme
    sites: int
    modes: str
    state: str


def present_programmes(user: User, programmes: Iterable[Programme], day: date) -> tuple[ProgrammeLine, ...]:
    """Programmes with what this person may see of their sites, in four questions for the whole list."""
    listed = list(programmes)
    prefetch_related_objects(listed, "phases")
    sites = Site.objects.visible_to(user).filter(programme__in=listed)
    counts = dict(sites.values_list("programme").annotate(Count("pk")).order_by())
    modes, terms = _modes(sites, day), _terms_in_force(listed)
    return tuple(
        ProgrammeLine(
            one, counts.get(one.pk, 0), modes_in_words(modes[one.pk], counts.get(one.pk, 0)),
            state_of(one.starts_on, terms[one.pk], day),
        )
        for one in listed
    )  # fmt: skip


def modes_in_words(modes: dict[Mode, int], sites: int) -> str:
    """3 face to face, 1 paused, 2 with nothing recorded."""
    counted = [f"{modes[mode]} {mode.label.lower()}" for mode in Mode if modes.get(mode)]
    unknown = sites - sum(modes.values())
    return ", ".join(counted + ([f"{unknown} with nothing recorded"] if unknown else []))


def state_of(starts_on: date, in_force: Iterable[Terms], day: date) -> str:
    """Where a programme stands on a day, by its launch and the ends agreed; whether it kept to them is not known."""
    if day < starts_on:
        return f"Starts on {as_day(starts_on)}"
    ends = list(in_force)
    if not ends:
        return f"Since {as_day(starts_on)}, no contract recorded"
    delivery, work = max(one.delivery_ends_on for one in ends), max(one.work_ends_on for one in ends)
    if day <= delivery:
        return f"Delivering until {as_day(delivery)}"
    if day <= work:
        return f"Delivery was to end by {as_day(delivery)}, all work by {as_day(work)}"
    return f"All work was to end by {as_day(work)}"


def _modes(sites: SiteQuerySet, day: date) -> dict[int, dict[Mode, int]]:
    """By programme, how many of these sites are in each mode on the day."""
    going_on = SitePeriod.objects.held_on(day).filter(site__in=sites)
    counted: dict[int, dict[Mode, int]] = defaultdict(dict)
    for programme, mode, number in going_on.values_list("site__programme", "mode").annotate(Count("pk")).order_by():
        counted[programme][Mode(mode)] = number
    return counted


def _terms_in_force(programmes: list[Programme]) -> dict[int, list[Terms]]:
    """By programme, the newest terms of each of its contracts."""
    terms = Terms.objects.filter(contract__programme__in=programmes).select_related("contract").order_by("number")
    newest = {one.contract_id: one for one in terms}
    by_programme: dict[int, list[Terms]] = defaultdict(list)
    for one in newest.values():
        by_programme[one.contract.programme_id].append(one)
    return by_programme
