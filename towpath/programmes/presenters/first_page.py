"""What is due at somebody's sites, for the first page and for the list of their own sites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.deadlines import SOON_DAYS
from towpath.programmes.missing import Missing, checks_recorded, history_of, missing_at, records_missing_at
from towpath.programmes.models import Milestone, Site, SitePost
from towpath.programmes.models.milestones import MilestoneQuerySet
from towpath.programmes.presenters.milestones import present_milestone
from towpath.programmes.presenters.record import NOTHING_RECORDED, with_record
from towpath.programmes.presenters.rows import partners_on
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
    sites = with_record(Site.objects.worked_at_by(user), day).order_by("programme__name", "number")
    listed = list(sites)
    records = records_missing_at(listed, day)
    return tuple(_own(site, user, day, records[site.pk]) for site in listed)


def _own(site: Site, user: User, day: date, records: list[Missing]) -> OwnSite:
    known = history_of(site, day, site.posts.all(), site.risk_assessments.all())
    mode = known.mode_on(day)
    return OwnSite(
        site=site,
        partners=partners_on(site, day),
        posts=tuple(_own_posts(site.posts.all(), user, day)),
        mode=mode.label if mode else NOTHING_RECORDED,
        due=tuple(_due(site.milestones.all(), day)),
        missing=missing_at(known, day, records, checks_recorded(site, day)),
    )


def _own_posts(posts: Iterable[SitePost], user: User, day: date) -> Iterable[str]:
    for post in posts:
        if post.person_id == user.pk and post.is_held_on(day):
            yield post.get_kind_display()


def _due(milestones: Iterable[Milestone], day: date) -> Iterable[str]:
    """Milestones overdue or due within 30 days, in words."""
    for one in milestones:
        if one.met_on is None and one.due_on and one.due_on <= day + timedelta(days=SOON_DAYS):
            yield f"{one.name}: {present_milestone(one, day).due.standing}, {as_day(one.due_on)}"
