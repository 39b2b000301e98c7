"""Inviting people to a partnership, each with their first post."""

from datetime import date

from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.services import invite_person
from towpath.partners import policies
from towpath.partners.models import Agency, Partnership, Post, Proposal
from towpath.partners.services.posts import give_post
from towpath.partners.services.proposals import offer_post
from towpath.records.refusing import Refused


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
) -> Post | Proposal:
    """Invite a person and give them their first post: both, or neither. A closed account has to be opened first.

    Somebody who has an account elsewhere, whom the actor does not look after, is offered the post.
    """
    policies.may_manage_people(actor, partnership).require()
    elsewhere = policies.person_elsewhere(actor, email)
    if actor is not None and elsewhere is not None:
        return offer_post(
            actor=actor, partnership=partnership, person=elsewhere, role=role, agency=agency, started_on=started_on
        )
    person = invite_person(actor=actor, email=email, name=name, sign_in_at=sign_in_at)
    if not person.is_active:
        raise Refused(email="This person's account is closed. Open it again before giving them a post.")
    return give_post(actor=actor, user=person, partnership=partnership, role=role, agency=agency, started_on=started_on)
