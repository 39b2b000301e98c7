"""Giving, correcting and ending posts. Each asks, changes, records, returns."""

from datetime import date

from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners import policies
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.services.partnerships import lock_partnership
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import refuse


@transaction.atomic
def give_post(
    *,
    actor: User | None,
    user: User,
    partnership: Partnership,
    role: Role,
    agency: Agency | None = None,
    started_on: date,
    ended_on: date | None = None,
    is_agreed: bool = False,
) -> Post:
    """Give a person a role in a partnership from a day on. Raises Refused for what cannot be a post.

    Nobody gives themself a role that sees people's cases, unless a second person agreed.
    """
    policies.may_manage_people(actor, partnership).require()
    lock_partnership(partnership)
    post = Post(user=user, partnership=partnership, role=role, agency=agency, started_on=started_on, ended_on=ended_on)
    own = "" if is_agreed else policies.fault_of_own_role(actor, user, partnership, role)
    refuse(**{"role": own, **policies.faults_of_post(post)})
    save_with_history(post, actor=actor)
    record(actor=actor, event=Event.POST_GIVEN, subject=post, role=role, **_days(post))
    return post


@transaction.atomic
def correct_post(
    *,
    actor: User | None,
    post: Post,
    why: str,
    role: Role,
    agency: Agency | None,
    started_on: date,
    ended_on: date | None,
    version: int | None = None,
) -> Post:
    """Correct a post that was given wrongly, and say why: its rights are those that now stand there."""
    policies.may_manage_people(actor, post.partnership).require()
    lock_partnership(post.partnership)
    held = hold(Post.objects.select_related("partnership", "user"), post.pk, version=version)
    held.role, held.agency, held.started_on, held.ended_on = role, agency, started_on, ended_on
    own = policies.fault_of_own_role(actor, held.user, held.partnership, role)
    refuse(**{"role": own or _fault_of_administrators(actor, held), **policies.faults_of_post(held)})
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.POST_CORRECTED, subject=held, role=role, **_days(held))
    return held


@transaction.atomic
def end_post(*, actor: User | None, post: Post, ended_on: date, version: int | None = None) -> Post:
    """End a post after its last day. Raises Refused for a last day before the first, and ChangedMeanwhile."""
    lock_partnership(post.partnership)
    post = hold(Post.objects.select_related("partnership", "user"), post.pk, version=version)
    policies.may_end_post(actor, post).require()
    is_longer = post.ended_on is not None and ended_on > post.ended_on
    post.ended_on = ended_on
    faults = policies.faults_of_post(post)
    is_reversed = faults.pop("ended_on", "")
    refuse(**{**(faults if is_longer else {}), "ended_on": is_reversed or _fault_of_administrators(actor, post)})
    save_with_history(post, actor=actor)
    record(actor=actor, event=Event.POST_ENDED, subject=post, role=post.role, **_days(post))
    return post


def _fault_of_administrators(actor: User | None, post: Post) -> str:
    return policies.fault_of_own_last(actor, post) or policies.fault_of_last_administrator(post)


def _days(post: Post) -> dict[str, str]:
    """The first and last day of a post, for the record."""
    days = {"from": post.started_on.isoformat()}
    return days if post.ended_on is None else {**days, "until": post.ended_on.isoformat()}
