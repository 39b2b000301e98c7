"""What the pages about people show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission, Role
from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.foundation.clock import now, today
from towpath.jobs.models import Job, Worker
from towpath.jobs.policies import may_try_again
from towpath.jobs.workers import NOBODY_WORKS
from towpath.partners.models import Partnership, Post, Proposal
from towpath.partners.policies import may_agree, may_end_post
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_day

SHOWN_FIRST = 5


@dataclass(frozen=True)
class PostLine:
    """One post in words: what it is, when, and whether the person who looks may end it."""

    post: Post
    what: str
    when: str
    is_over: bool
    may_end: Verdict


@dataclass(frozen=True)
class FailedJobLine:
    """One failed job: nothing of what it was about, as anybody who looks after people may read this."""

    job: Job
    may_try_again: Verdict


def present_failed_jobs(jobs: Iterable[Job], user: User) -> list[FailedJobLine]:
    return [FailedJobLine(job, may_try_again(user, job)) for job in jobs]


def present_workers() -> str:
    """Whether anybody does jobs, as a sentence."""
    count = Worker.objects.alive().count()
    return f"{count} worker{' is' if count == 1 else 's are'} running." if count else NOBODY_WORKS


def present_post(post: Post, actor: User, day: date) -> PostLine:
    """A post such as "Agency lead for the borough's housing team", "since 3 March 2026"."""
    agency = f" for {post.agency}" if post.agency else ""
    what, when = f"{post.get_role_display()}{agency}", _when(post, day)
    return PostLine(post, what, when, post.is_over_on(day), may_end_post(actor, post))


def present_people(posts: Iterable[Post], actor: User, day: date) -> list[tuple[User, str, list[PostLine]]]:
    """People, each with the state of their account and the posts given, which come in order of person."""
    return [
        (person, state_of(person), [present_post(post, actor, day) for post in theirs])
        for person, theirs in groupby(posts, key=lambda post: post.user)
    ]


def awaited_by(user: User) -> list[PartEntry]:
    """What an administrator has to see to first: a partnership without a coordinator, then who has not signed in."""
    posts = Post.objects.visible_to(user).not_over_on(today())
    coordinated = posts.filter(role=Role.COORDINATOR).values("partnership")
    mine = Partnership.objects.filter(pk__in=partnerships_where(user, Permission.MANAGE_PEOPLE))
    proposed = Proposal.objects.waiting().visible_to(user).exclude(proposed_by=user).with_people()
    awaited = posts.filter(user__last_login=None, user__is_active=True).by_person()[:SHOWN_FIRST]
    return [
        *(_proposed(one) for one in proposed if may_agree(user, one)),
        *(_without_coordinator(partnership) for partnership in mine.exclude(pk__in=coordinated)),
        *(_not_signed_in(post) for post in awaited),
    ]


def _proposed(proposal: Proposal) -> PartEntry:
    note = f"{proposal.proposed_by} proposes to {proposal.get_kind_display()}: agree or decline"
    return PartEntry(proposal.person.name, reverse("proposal", args=[proposal.pk]), note)


def _not_signed_in(post: Post) -> PartEntry:
    note = f"{post.get_role_display()}, has not signed in yet"
    return PartEntry(post.user.name, reverse("person", args=[post.user_id]), note)


def _without_coordinator(partnership: Partnership) -> PartEntry:
    return PartEntry(
        "Invite a coordinator",
        reverse("invite", args=[partnership.pk]),
        f"{partnership} has none yet, so nobody can read a plan in.",
    )


def state_of(person: User) -> str:
    """What an administrator should know of an account at a glance; "" where all is as usual."""
    if not person.is_active:
        return "Account closed"
    if person.last_login:
        return ""
    ends = person.invitation_ends_at
    return "Invitation ended: send it again" if ends and ends <= now() else "Has not signed in yet"


def _when(post: Post, day: date) -> str:
    start = f"from {as_day(post.started_on)}" if post.started_on > day else f"since {as_day(post.started_on)}"
    if post.ended_on is None:
        return start
    if post.ended_on < day:
        return f"{as_day(post.started_on)} to {as_day(post.ended_on)}"
    return f"{start}, until {as_day(post.ended_on)}"
