"""Giving and ending posts at a site. A post with an account is what lets its holder see the site."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners.models import Agency
from towpath.programmes import policies
from towpath.programmes.done_by import done_outside
from towpath.programmes.models import PostKind, Site, SitePost
from towpath.programmes.rules import if_foreign, if_reversed
from towpath.programmes.services.locking import locked_site
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import faults_by_field, refuse
from towpath.ui.words import as_day

ROLE_OF = {PostKind.ADVOCATE_EDUCATOR: Role.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD: Role.CLINICAL_LEAD}


@transaction.atomic
def give_site_post(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    site: Site,
    kind: str,
    name: str,
    working_time: Decimal,
    started_on: date,
    ended_on: date | None = None,
    person: User | None = None,
    agency: Agency | None = None,
) -> SitePost:
    """Give somebody a post at a site from a day on, with an account or without."""
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    post = SitePost(
        site=held, kind=PostKind(kind), name=name.strip() or str(person or ""), working_time=working_time,
        started_on=started_on, ended_on=ended_on, person=person, agency=agency,
    )  # fmt: skip
    refuse(**faults_of_site_post(post))
    save_with_history(post, actor=actor)
    record(actor=actor, event=Event.SITE_POST_GIVEN, subject=held, beside=[post], **_details(post))
    return post


@transaction.atomic
def correct_site_post(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    post: SitePost,
    why: str,
    kind: str,
    name: str,
    working_time: Decimal,
    started_on: date,
    ended_on: date | None,
    person: User | None,
    agency: Agency | None,
    version: int | None = None,
) -> SitePost:
    """Correct a post at a site, and say why; its holder sees the site in the days that now stand there."""
    policies.may_edit_programme(actor, post.site.programme.partnership).require()
    site = locked_site(post.site)
    held = hold(site.posts.all(), post.pk, version=version)
    held.kind, held.name, held.working_time = PostKind(kind), name.strip() or str(person or ""), working_time
    held.started_on, held.ended_on, held.person, held.agency = started_on, ended_on, person, agency
    held.site = site
    refuse(**faults_of_site_post(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.SITE_POST_CORRECTED, subject=site, beside=[held], **_details(held))
    return held


@transaction.atomic
def end_site_post(
    *, actor: User, post: SitePost, ended_on: date, why: str = "", version: int | None = None
) -> SitePost:  # fmt: skip
    """End a post at a site after its last day; its holder no longer sees the site from the day after.

    Another last day than the one recorded corrects it, and asks why. Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, post.site.programme.partnership).require()
    site = locked_site(post.site)
    held = hold(site.posts.all(), post.pk, version=version)
    is_other = held.ended_on is not None and held.ended_on != ended_on
    is_longer = held.ended_on is not None and held.ended_on < ended_on
    held.site, held.ended_on = site, ended_on
    faults = faults_of_site_post(held)
    refuse(ended_on=faults.get("ended_on", "") or (_if_in_post_already(held) if is_longer else ""))
    require_reason(why, changes=is_other, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.SITE_POST_ENDED, subject=site, beside=[held], **_details(held))
    return held


def faults_of_site_post(post: SitePost) -> dict[str, str]:
    """A post has a holder, a part of a week, an agency of the partnership, and days in their order.

    Its days cover what is recorded as done by its holder.
    """
    is_reversed = if_reversed(post.started_on, post.ended_on)
    begins, ends = ("", "") if is_reversed or post.pk is None else done_outside(post)
    return faults_by_field(
        name="" if post.name else "Enter the name of the person in post.",
        working_time="" if 0 < post.working_time <= 1 else "Working time is more than 0 and at most 1, a whole post.",
        agency=if_foreign(post.site.programme, post.agency),
        person=_if_without_role(post) or _if_in_post_already(post),
        started_on=begins,
        ended_on=is_reversed or ends,
    )


def _details(post: SitePost) -> dict[str, Any]:
    """Which post, whose account and which days, for the record."""
    about = {"post": post.pk, "kind": str(post.kind), "person": str(post.person_id or "")}
    days = {"from": post.started_on.isoformat()} | ({"until": post.ended_on.isoformat()} if post.ended_on else {})
    return about | days


def _if_without_role(post: SitePost) -> str:
    """Somebody with an account holds the post's role in the partnership, so that they see what they work on."""
    role, person = ROLE_OF.get(PostKind(post.kind)), post.person
    if person is None:
        return ""
    held = person.posts.filter(partnership=post.site.programme.partnership_id).not_over_on(post.started_on)
    if (held.filter(role=role) if role else held).exists():
        return ""
    wanted = f"is no {role.label.lower()} of this partnership" if role else "holds no post in this partnership"
    return (
        f"{person} {wanted} on {as_day(post.started_on)}: an administrator gives them that role first, "
        "or leave the account empty."
    )


def _if_in_post_already(post: SitePost) -> str:
    """Nobody holds the same post at a site twice on any day; without an account they are known by their name."""
    who = {"person": post.person} if post.person else {"person": None, "name__iexact": post.name}
    same = post.site.posts.filter(kind=post.kind, **who).exclude(pk=post.pk)
    is_double = same.sharing_a_day(*post.days).exists()
    return f"{post.person or post.name} is in this post already." if is_double else ""
