"""Who may give and end posts, and what a post must be. `None` as the actor is Towpath's own command line."""

from datetime import date, timedelta

from towpath.access.grants import holds
from towpath.access.roles import NEEDS_AGENCY, Permission, Role
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.days import is_over
from towpath.partners.models import Agency, Partnership, Post, PostQuerySet

LAST_ADMINISTRATOR = "It is the partnership’s last administrator: give somebody else that role first."
OWN_LAST = "This is your last post as administrator: another administrator has to do this."
DAY = timedelta(days=1)
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
    if post.is_over_on(today()):
        return Verdict(False, "This post has ended already.")
    if actor is not None and _is_own_last_as_administrator(actor, post):
        return Verdict(False, OWN_LAST)
    return ALLOWED


def _is_own_last_as_administrator(actor: User, post: Post) -> bool:
    if post.role != Role.ADMINISTRATOR or post.user_id != actor.pk:
        return False
    others = Post.objects.filter(user=actor, partnership_id=post.partnership_id, role=Role.ADMINISTRATOR)
    return not others.exclude(pk=post.pk).held_on(today()).exists()


def faults_of_agency(agency: Agency) -> dict[str, str]:
    """An agency has a name of its own in its partnership, in capitals or not."""
    others = Agency.objects.filter(partnership_id=agency.partnership_id).exclude(pk=agency.pk)
    return {"name": AGENCY_TAKEN} if others.filter(name__iexact=agency.name).exists() else {}


def faults_of_post(post: Post) -> dict[str, str]:
    """What is wrong with a post that is given, corrected or put back, as a sentence by field; empty for a good one.

    The person may be missing, where they are yet to be invited.
    """
    is_reversed = is_over(post.ended_on, post.started_on)
    faults = {
        "role": _fault_of_role(post),
        "agency": _fault_of_agency(post),
        "ended_on": "The last day must be on or after the first day." if is_reversed else "",
    }
    return {field: sentence for field, sentence in faults.items() if sentence}


def _fault_of_role(post: Post) -> str:
    """A role is one of ours, and nobody holds the same one twice on any day."""
    if post.role not in Role.values:
        return "Choose a role from the list."
    if post.user_id is None:
        return ""
    same = Post.objects.filter(
        user_id=post.user_id, partnership_id=post.partnership_id, role=post.role, agency=post.agency
    ).exclude(pk=post.pk)
    return "They hold this post already." if same.sharing_a_day(*post.days).exists() else ""


def _fault_of_agency(post: Post) -> str:
    """Some roles act for an agency, and any agency named is one of the partnership's own."""
    if post.agency is not None and post.agency.partnership_id != post.partnership_id:
        return "Choose an agency of this partnership."
    if post.agency is None and post.role in NEEDS_AGENCY:
        return "Choose the agency that this person acts for."
    return ""


def fault_of_last_administrator(post: Post, *, is_gone: bool = False) -> str:
    """A partnership keeps an administrator on every day on which it has one; "" where it does.

    The post is as it would be saved, or is about to be taken back (`is_gone`). Who holds it may not sign in any more:
    then nobody loses an administrator.
    """
    day = _first_day_without(post, is_gone=is_gone)
    return LAST_ADMINISTRATOR if day and not _other_administrators(post, day).exists() else ""


def fault_of_own_last(actor: User | None, post: Post, *, is_gone: bool = False) -> str:
    """Nobody takes their own last post as administrator away; "" where it is another's, or one of several."""
    day = _first_day_without(post, is_gone=is_gone)
    if actor is None or post.user_id != actor.pk or day is None:
        return ""
    return "" if _other_administrators(post, day).filter(user=actor).exists() else OWN_LAST


def _other_administrators(post: Post, day: date) -> PostQuerySet:
    """Other posts by which somebody who may sign in administers the partnership on that day."""
    posts = Post.objects.filter(partnership_id=post.partnership_id, role=Role.ADMINISTRATOR, user__is_active=True)
    return posts.exclude(pk=post.pk).held_on(day)


def _first_day_without(post: Post, *, is_gone: bool) -> date | None:
    """The first day from today on of which the post no longer makes its holder an administrator; None for no day."""
    was = Post.objects.filter(pk=post.pk, role=Role.ADMINISTRATOR, user__is_active=True).not_over_on(today()).first()
    if was is None:
        return None
    first = max(today(), was.started_on)
    if is_gone or post.role != Role.ADMINISTRATOR or post.started_on > first:
        return first
    if post.ended_on is None or (was.ended_on is not None and was.ended_on <= post.ended_on):
        return None
    return max(first, post.ended_on + DAY)
