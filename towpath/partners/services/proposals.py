"""Changes that one person alone does not make: proposing them, agreeing, declining, withdrawing."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.services import end_sessions
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now, today
from towpath.partners import policies
from towpath.partners.models import Agency, Partnership, Post, Proposal, ProposalKind, ProposalState
from towpath.partners.services import posts
from towpath.partners.services.partnerships import lock_partnership
from towpath.records.refusing import Refused, refuse

ALONE_AFTER = timedelta(days=1)  # where nobody else could agree
SETTLED = "This proposal was settled, or is too old, so nothing was done."


@transaction.atomic
def propose(
    *, actor: User, partnership: Partnership, kind: ProposalKind, person: User, reason: str, **contents: Any
) -> Proposal:
    """Propose a change, and tell whoever it concerns and whoever may agree.

    Raises Refused where the same is proposed already, or nobody says why.
    """
    policies.may_propose(actor, partnership, kind, person).require()
    lock_partnership(partnership)
    refuse(**policies.faults_of_proposal(partnership, kind, person, reason))
    alone = None if policies.others_who_agree(partnership, kind, actor) else now() + ALONE_AFTER
    proposal = Proposal.objects.create(
        kind=kind, partnership=partnership, person=person, contents=contents, reason=reason.strip(),
        proposed_by=actor, proposed_at=now(), alone_from=alone,
    )  # fmt: skip
    record(actor=actor, event=Event.PROPOSED, subject=proposal, beside=[person], kind=kind)
    _tell(proposal, policies.told_of(proposal), "partners/proposed.txt", "Something waits for your agreement")
    return proposal


@transaction.atomic
def offer_post(
    *, actor: User, partnership: Partnership, person: User, role: Role, agency: Agency | None, started_on: date
) -> Proposal:
    """Offer a post to somebody who has an account elsewhere: it is theirs once they accept."""
    post = Post(user=person, partnership=partnership, role=role, agency=agency, started_on=started_on)
    refuse(**policies.faults_of_post(post))
    contents = {
        "role": role, "agency": agency.pk if agency else None, "started_on": started_on.isoformat(),
        "address": person.email,
    }  # fmt: skip
    return propose(
        actor=actor, partnership=partnership, kind=ProposalKind.OFFER_POST, person=person, reason="Offered", **contents
    )


@transaction.atomic
def agree(*, actor: User, proposal: Proposal) -> Proposal:
    """Agree to a proposal, which is then carried out; its proposer does so alone, after a day, where nobody else can.

    Raises Refused where it was settled meanwhile, or can no longer be done.
    """
    proposal = _held(proposal)
    policies.may_agree(actor, proposal).require()
    CARRIED_OUT[ProposalKind(proposal.kind)](actor, proposal)
    _settle(proposal, actor, ProposalState.DONE)
    record(actor=actor, event=Event.PROPOSAL_AGREED, subject=proposal, beside=[proposal.person], kind=proposal.kind)
    _tell(proposal, [proposal.person, proposal.proposed_by], "partners/carried_out.txt", "A change was made")
    return proposal


@transaction.atomic
def decline(*, actor: User, proposal: Proposal) -> Proposal:
    """Say no: it is not done. Whoever proposed it withdraws it so."""
    proposal = _held(proposal)
    policies.may_decline(actor, proposal).require()
    is_own = actor.pk == proposal.proposed_by_id
    _settle(proposal, actor, ProposalState.WITHDRAWN if is_own else ProposalState.DECLINED)
    # Who declines a post elsewhere stays unknown there: the entry is of their own partnerships alone.
    is_offer = proposal.kind == ProposalKind.OFFER_POST and actor.pk == proposal.person_id
    subject, beside = (actor, [proposal]) if is_offer else (proposal, [])
    record(actor=actor, event=Event.PROPOSAL_DECLINED, subject=subject, beside=beside, kind=proposal.kind)
    return proposal


@transaction.atomic
def remove_factor(*, actor: User | None, person: User) -> int:
    """Take away every app, passkey and recovery code of somebody, and sign them out. Returns how many there were.

    From the command line, for a sole administrator who has lost theirs; else by way of a proposal.
    """
    policies.may_remove_factor(actor).require()
    count = _take_factors(person)
    record(actor=actor, event=Event.FACTOR_REMOVED, subject=person, count=count)
    return count


def _take_factors(person: User) -> int:
    found = list(Authenticator.objects.filter(user_id=person.pk))
    for one in found:
        one.delete()
    end_sessions(person=person)
    return len(found)


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it stands, locked. Raises Refused where it no longer waits."""
    lock_partnership(proposal.partnership)
    held = Proposal.objects.select_for_update(of=("self",)).with_people().get(pk=proposal.pk)
    if not held.is_waiting:
        raise Refused(SETTLED)
    return held


def _settle(proposal: Proposal, actor: User, state: ProposalState) -> None:
    proposal.state, proposal.settled_by, proposal.settled_at = state, actor, now()
    proposal.save(update_fields=["state", "settled_by", "settled_at"])


def _remove_factor(actor: User, proposal: Proposal) -> None:
    count = _take_factors(proposal.person)
    record(actor=actor, event=Event.FACTOR_REMOVED, subject=proposal.person, count=count)


def _change_address(actor: User, proposal: Proposal) -> None:
    refuse(**policies.faults_of_address(proposal.person, proposal.contents["email"]))
    set_address(proposal.person, proposal.contents["email"])
    end_sessions(person=proposal.person)
    record(actor=actor, event=Event.PERSON_CORRECTED, subject=proposal.person, field="email")


def _give_post(actor: User, proposal: Proposal) -> None:
    """Offered or asked for, the post is given by who proposed it: whoever may no longer give posts gives none."""
    agency = Agency.objects.filter(pk=proposal.contents["agency"], partnership=proposal.partnership_id).first()
    begins = date.fromisoformat(proposal.contents["started_on"])
    posts.give_post(
        actor=proposal.proposed_by, user=proposal.person, partnership=proposal.partnership,
        role=Role(proposal.contents["role"]), agency=agency, started_on=max(begins, today()), is_agreed=True,
    )  # fmt: skip


CARRIED_OUT = {
    ProposalKind.REMOVE_FACTOR: _remove_factor,
    ProposalKind.CHANGE_ADDRESS: _change_address,
    ProposalKind.TAKE_ROLE: _give_post,
    ProposalKind.OFFER_POST: _give_post,
}


def set_address(person: User, email: str) -> None:
    """The address a person signs in with from now on. The one before opens nothing any more."""
    EmailAddress.objects.filter(user_id=person.pk).delete()
    EmailAddress.objects.create(user=person, email=email, primary=True)
    person.email = email
    person.save(update_fields=["email"])


def _tell(proposal: Proposal, people: list[User], template: str, subject: str) -> None:
    for person in dict.fromkeys(people):
        context = {"proposal": proposal, "person": person, "address": settings.TOWPATH_ADDRESS}
        send_mail(subject, render_to_string(template, context), settings.DEFAULT_FROM_EMAIL, [person.email])
