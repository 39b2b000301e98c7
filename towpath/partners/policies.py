"""Who may give and end posts, and what a post must be. `None` as the actor is Towpath's own command line."""

from towpath.access.grants import holds
from towpath.access.roles import NEEDS_AGENCY, Permission, Role
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.models import Partnership, Post

LAST_ADMINISTRATOR = "It is the partnership’s last administrator: give somebody else that role first."
AGENCY_TAKEN = "This partnership has an agency of that name already."


def may_open_partnership(actor: User | None) -> Verdict:
    """Only whoever installed Towpath opens a partnership, from the command line."""
    return allowed_if(actor is None, "Only whoever runs this installation can open a partnership.")


def may_manage_people(actor: User | None, partnership: Partnership) -> Verdict:
    """An administrator of the partnership invites people, gives and ends their posts, and adds agencies."""
    return allowed_if(
        actor is None or holds(actor, Permission.MANAGE_PEOPLE, partnership_id=partnership.pk),
        "Only an administrator of this partnership can do this.",
    )


def may_remove_words(actor: User, partnership: Partnership) -> Verdict:
    """Coordinators, programme managers and administrators remove words that must not stand out of the record."""
    return allowed_if(
        holds(actor, Permission.REDACT, partnership_id=partnership.pk),
        "Only a coordinator, a programme manager or an administrator of this partnership can remove words.",
    )


def may_end_post(actor: User | None, post: Post) -> Verdict:
    """An administrator ends any post of the partnership but their own last one as administrator."""
    allowed = may_manage_people(actor, post.partnership)
    if not allowed:
        return allowed
    if post.ended_on is not None and post.ended_on < today():
        return Verdict(False, "This post has ended already.")
    if actor is not None and _is_own_last_as_administrator(actor, post):
        return Verdict(False, "This is your last post as administrator: another administrator has to end it.")
    return ALLOWED


def _is_own_last_as_administrator(actor: User, post: Post) -> bool:
    if post.role != Role.ADMINISTRATOR or post.user_id != actor.pk:
        return False
    others = Post.objects.filter(user=actor, partnership_id=post.partnership_id, role=Role.ADMINISTRATOR)
    return not others.exclude(pk=post.pk).held_on(today()).exists()


def faults_of_post(post: Post) -> dict[str, str]:
    """What is wrong with a post that is to be given, as a sentence by field; empty for a good one.

    The person may be missing, where they are yet to be invited.
    """
    is_reversed = post.ended_on is not None and post.ended_on < post.started_on
    faults = {
        "role": _fault_of_role(post),
        "agency": _fault_of_agency(post),
        "ended_on": "The last day must be on or after the first day." if is_reversed else "",
    }
    return {field: sentence for field, sentence in faults.items() if sentence}


def _fault_of_role(post: Post) -> str:
    """A role is one of ours, and nobody holds the same one twice at once."""
    if post.role not in Role.values:
        return "Choose a role from the list."
    if post.user_id is None:
        return ""
    same = Post.objects.filter(
        user_id=post.user_id, partnership_id=post.partnership_id, role=post.role, agency=post.agency
    ).exclude(pk=post.pk)
    return "They hold this post already." if same.held_on(post.started_on).exists() else ""


def _fault_of_agency(post: Post) -> str:
    """Some roles act for an agency, and any agency named is one of the partnership's own."""
    if post.agency is not None and post.agency.partnership_id != post.partnership_id:
        return "Choose an agency of this partnership."
    if post.agency is None and post.role in NEEDS_AGENCY:
        return "Choose the agency that this person acts for."
    return ""


def fault_of_last_administrator(post: Post) -> dict[str, str]:
    """A partnership keeps an administrator: its last one is not corrected into something else."""
    stays = post.role == Role.ADMINISTRATOR and (post.ended_on is None or post.ended_on >= today())
    others = Post.objects.filter(partnership_id=post.partnership_id, role=Role.ADMINISTRATOR).exclude(pk=post.pk)
    was_one = Post.objects.filter(pk=post.pk, role=Role.ADMINISTRATOR).held_on(today()).exists()
    if stays or not was_one or others.held_on(today()).exists():
        return {}
    return {"role": LAST_ADMINISTRATOR}
