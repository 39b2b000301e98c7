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
from towpath.programmes.models import PostKind, Site, SitePost
from towpath.programmes.rules import if_foreign, if_reversed, refuse
from towpath.programmes.services.locking import locked_site
from towpath.records.holding import hold
from towpath.ui.words import as_day

ROLE_OF = {PostKind.ADVOCATE_EDUCATOR: Role.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD: Role.CLINICAL_LEAD}


@transaction.atomic
def give_site_post(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: Any,
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
    refuse(
        name="" if post.name else "Enter the name of the person in post.",
        working_time="" if 0 < working_time <= 1 else "Working time is more than 0 and at most 1, a whole post.",
        agency=if_foreign(held.programme, agency),
        person=_if_without_role(post) or _if_in_post_already(post),
        ended_on=if_reversed(started_on, ended_on),
    )
    post.save()
    record(actor=actor, event=Event.SITE_POST_GIVEN, subject=held, post=post.pk, kind=str(post.kind), **_said(post))
    return post


@transaction.atomic
def end_site_post(*, actor: Any, post: SitePost, ended_on: date, version: int | None = None) -> SitePost:
    """End a post at a site after its last day; its holder no longer sees the site from the day after.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, post.site.programme.partnership).require()
    site = locked_site(post.site)
    held = hold(site.posts.all(), post.pk, version=version)
    refuse(ended_on=if_reversed(held.started_on, ended_on))
    held.ended_on = ended_on
    held.version += 1
    held.save(update_fields=["ended_on", "version"])
    record(actor=actor, event=Event.SITE_POST_ENDED, subject=site, post=held.pk, kind=held.kind, **_said(held))
    return held


def _said(post: SitePost) -> dict[str, str]:
    """Whose account and which days, for the record."""
    days = {"person": str(post.person_id or ""), "from": post.started_on.isoformat()}
    return days | ({"until": post.ended_on.isoformat()} if post.ended_on else {})


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
    """Nobody holds the same post at a site twice at once."""
    if post.person is None:
        return ""
    same = post.site.posts.filter(person=post.person, kind=post.kind).held_on(post.started_on)
    return f"{post.person} is in this post already." if same.exists() else ""
