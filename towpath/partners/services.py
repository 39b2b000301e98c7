"""Opening partnerships, adding agencies, giving and ending posts. Each service asks, changes, records, returns."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.services import invite_person
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners import policies
from towpath.partners.models import Agency, Duty, Partnership, Post


@transaction.atomic
def open_partnership(*, actor: User | None, name: str, area: str = "", is_demonstration: bool = False) -> Partnership:
    """Open a partnership. It has no people yet: its first administrator is invited from the command line too."""
    policies.may_open_partnership(actor).require()
    partnership = Partnership.objects.create(name=name.strip(), area=area.strip(), is_demonstration=is_demonstration)
    record(actor=actor, event=Event.PARTNERSHIP_OPENED, subject=partnership)
    return partnership


@transaction.atomic
def add_agency(*, actor: User | None, partnership: Partnership, name: str, duty: Duty = Duty.NEITHER) -> Agency:
    """Add a body that can lead actions of this partnership."""
    policies.may_manage_people(actor, partnership).require()
    agency = Agency.objects.create(partnership=partnership, name=name.strip(), duty=duty)
    record(actor=actor, event=Event.AGENCY_ADDED, subject=agency, duty=duty)
    return agency


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
) -> Post:
    """Give a person a role in a partnership from a day on. Raises ValidationError for what cannot be a post."""
    policies.may_manage_people(actor, partnership).require()
    post = Post(user=user, partnership=partnership, role=role, agency=agency, started_on=started_on, ended_on=ended_on)
    if faults := policies.faults_of_post(post):
        raise ValidationError(faults)
    post.save()
    record(actor=actor, event=Event.POST_GIVEN, subject=post, role=role, **_days(post))
    return post


@transaction.atomic
def end_post(*, actor: User | None, post: Post, ended_on: date) -> Post:
    """End a post after its last day. Raises ValidationError for a last day before the first."""
    post = Post.objects.select_for_update(of=("self",)).select_related("partnership", "user").get(pk=post.pk)
    policies.may_end_post(actor, post).require()
    if ended_on < post.started_on:
        raise ValidationError({"ended_on": "The last day must be on or after the first day."})
    post.ended_on = ended_on
    post.save(update_fields=["ended_on"])
    record(actor=actor, event=Event.POST_ENDED, subject=post, role=post.role, **_days(post))
    return post


@transaction.atomic
def invite_to_post(
    *,
    actor: User | None,
    email: str,
    name: str,
    sign_in_at: str,
    partnership: Partnership,
    role: Role,
    agency: Agency | None = None,
    started_on: date,
) -> Post:
    """Invite a person and give them their first post: both, or neither. A closed account has to be opened first."""
    policies.may_manage_people(actor, partnership).require()
    person = invite_person(actor=actor, email=email, name=name, sign_in_at=sign_in_at)
    if not person.is_active:
        raise ValidationError({"email": "This person's account is closed. Open it again before giving them a post."})
    return give_post(actor=actor, user=person, partnership=partnership, role=role, agency=agency, started_on=started_on)


def _days(post: Post) -> dict[str, str]:
    """The first and last day of a post, for the record."""
    days = {"from": post.started_on.isoformat()}
    return days if post.ended_on is None else {**days, "until": post.ended_on.isoformat()}
