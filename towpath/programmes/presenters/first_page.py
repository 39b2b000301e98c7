"""What is due at somebody's sites, for the first page and for the list of their own sites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.urls import reverse

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.deadlines import SOON_DAYS
from towpath.programmes.missing import Missing, missing_by_site
from towpath.programmes.models import Milestone, Site
from towpath.programmes.models.milestones import MilestoneQuerySet
from towpath.programmes.presenters.milestones import present_milestone
from towpath.programmes.presenters.record import NOTHING_RECORDED
from towpath.programmes.standing import SiteStanding, partners_on, standings
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_day

SHOWN = 5


def due_in_programmes(user: User) -> Sequence[PartEntry]:
    """For a programme manager: milestones overdue or due within 30 days in the programmes they look after."""
    mine = Q(programme__partnership__in=partnerships_where(user, Permission.EDIT_PROGRAMMES))
    return _entries(Milestone.objects.filter(mine))


def due_at_own_sites(user: User) -> Sequence[PartEntry]:
    """For people in post at sites: the same of their own sites."""
    return _entries(Milestone.objects.filter(site__in=Site.objects.worked_at_by(user)))


def _entries(milestones: MilestoneQuerySet) -> list[PartEntry]:
    day = today()
    due = milestones.to_keep_at(day).filter(due_on__lte=day + timedelta(days=SOON_DAYS))
    listed = due.select_related("programme", "site__phase").order_by("due_on", "pk")[:SHOWN]
    return [_entry(one, day) for one in listed]


def _entry(milestone: Milestone, day: date) -> PartEntry:
    line = present_milestone(milestone, day)
    where = (
        ("programmes:site", milestone.site_id) if milestone.site else ("programmes:programme", milestone.programme_id)
    )
    whose = milestone.site.area if milestone.site else milestone.programme.name
    standing = f"{whose}: {line.due.standing}, {as_day(milestone.due_on)}"
    return PartEntry(milestone.name, reverse(where[0], args=[where[1]]), standing)


@dataclass(frozen=True)
class OwnSite:
    """A site somebody is in post at: how it works today, as what they are in post, and what needs them."""

    site: Site
    partners: str
    posts: tuple[str, ...]
    mode: str
    due: tuple[str, ...]
    missing: tuple[Missing, ...]


def present_own_sites(user: User, day: date) -> tuple[OwnSite, ...]:
    """The sites a person is in post at today, with what is due and what is missing there."""
    sites = (
        Site.objects.worked_at_by(user).with_end_of_work(day).select_related("programme", "phase")
        .prefetch_related(Prefetch("milestones", Milestone.objects.with_bases()))
    )  # fmt: skip
    listed = standings(list(sites.order_by("programme__name", "number")), day)
    missing = missing_by_site(listed, day)
    return tuple(_own(standing, user, missing[standing.site.pk]) for standing in listed)


def _own(standing: SiteStanding, user: User, missing: tuple[Missing, ...]) -> OwnSite:
    site, day = standing.site, standing.day
    return OwnSite(
        site=site,
        partners=partners_on(site, day),
        posts=tuple(post.get_kind_display() for post in standing.posts if post.person_id == user.pk),
        mode=standing.mode.label if standing.mode else NOTHING_RECORDED,
        due=tuple(_due(site.milestones.all(), day)),
        missing=missing,
    )


def _due(milestones: Iterable[Milestone], day: date) -> Iterable[str]:
    """Milestones overdue or due within 30 days, in words."""
    for one in milestones:
        if one.met_on is None and one.due_on and one.due_on <= day + timedelta(days=SOON_DAYS):
            yield f"{one.name}: {present_milestone(one, day).due.standing}, {as_day(one.due_on)}"
