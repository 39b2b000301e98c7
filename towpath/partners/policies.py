"""Who may give and end posts and close accounts, and what a post must be.

`None` as the actor is Towpath's own command line.
"""

from collections.abc import Callable
from datetime import date

from towpath.access.grants import holds, partnerships_where
from towpath.access.roles import NEEDS_AGENCY, Permission, Role
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User
from towpath.accounts.policies import may_invite_people
from towpath.foundation.clock import today
from towpath.foundation.days import first_uncovered, is_over
from towpath.partners.models import Agency, Partnership, Post

GIVE_FIRST = "give somebody else that role first."
LAST_ADMINISTRATOR = f"It is the partnership’s last administrator: {GIVE_FIRST}"
OWN_LAST = "This is your last post as administrator: another administrator has to do this."
WORKS_ELSEWHERE = "This person also holds a post in a partnership you do not administer:"
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
    fault = fault_of_own_last(actor, post, is_gone=True)
    return allowed_if(not fault, fault)


def may_close_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a person holds a post may close their account, never their own.

    No partnership loses its last administrator by it, whoever asks.
    """
    if actor is not None and actor.pk == person.pk:
        return Verdict(False, "You cannot close your own account: ask another administrator.")
    if not may_invite_people(actor):
        return Verdict(False, "Only an administrator of a partnership can close accounts.")
    if not _administers_all(actor, person):
        return Verdict(False, f"{WORKS_ELSEWHERE} end their posts in yours instead.")
    for post in person.posts.administrators_from(today()).select_related("partnership"):
        if _day_without(post, is_gone=True, counts=lambda one: one.user_id != person.pk):
            return Verdict(False, f"They are the last administrator of {post.partnership}: {GIVE_FIRST}")
    return ALLOWED


def may_reopen_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a closed account would have rights again may open it."""
    verdict = may_invite_people(actor)
    if not verdict:
        return verdict
    return allowed_if(_administers_all(actor, person), f"{WORKS_ELSEWHERE} ask its administrator to open the account.")


def _administers_all(actor: User | None, person: User) -> bool:
    """Every partnership in which the person holds a post, or is about to."""
    if actor is None:
        return True
    theirs = set(person.posts.not_over_on(today()).values_list("partnership_id", flat=True))
    return theirs <= partnerships_where(actor, Permission.MANAGE_PEOPLE)


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

    The post is as it would be saved, or is about to be taken back (`is_gone`).
    """
    return LAST_ADMINISTRATOR if _day_without(post, is_gone=is_gone) else ""


def fault_of_own_last(actor: User | None, post: Post, *, is_gone: bool = False) -> str:
    """Nobody takes their own last post as administrator away; "" where it is another's, or one of several."""
    if actor is None or post.user_id != actor.pk:
        return ""
    return OWN_LAST if _day_without(post, is_gone=is_gone, counts=lambda one: one.user_id == actor.pk) else ""


def _day_without(
    post: Post, *, is_gone: bool, counts: Callable[[Post], bool] = lambda other: True
) -> date | None:  # fmt: skip
    """The first day from today on that has an administrator by the post as it is kept, and would have none.

    `counts` says which other posts stand in for it. A closed account's posts make nobody an administrator.
    """
    kept = list(Post.objects.filter(partnership_id=post.partnership_id).administrators_from(today()))
    was = next((one for one in kept if one.pk == post.pk), None)
    if was is None:
        return None
    left = [one.days for one in kept if one.pk != post.pk and counts(one)]
    if not is_gone and post.role == Role.ADMINISTRATOR:
        left.append(post.days)
    return first_uncovered((max(today(), was.started_on), was.ended_on), left)
