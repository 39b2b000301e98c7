"""What the pages about people show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from towpath.accounts.models import User
from towpath.partners.models import Post
from towpath.partners.policies import may_end_post
from towpath.ui.words import as_day


@dataclass(frozen=True)
class PostLine:
    """One post as a line: what it is, when, and whether the person who looks may end it."""

    pk: int
    what: str
    when: str
    is_over: bool
    may_end: bool
    why_not: str


@dataclass(frozen=True)
class PersonRow:
    """One person with their posts in one partnership."""

    pk: int
    name: str
    email: str
    state: str
    posts: list[PostLine]


def present_post(post: Post, actor: User, day: date) -> PostLine:
    """A post such as "Agency lead for the borough's housing team", "since 3 March 2026"."""
    verdict = may_end_post(actor, post)
    agency = f" for {post.agency}" if post.agency else ""
    is_over = post.ended_on is not None and post.ended_on < day
    return PostLine(
        post.pk,
        f"{post.get_role_display()}{agency}",
        _when(post, day),
        is_over,
        bool(verdict),
        verdict.reason,
    )


def present_people(posts: Iterable[Post], actor: User, day: date) -> list[PersonRow]:
    """People in order of name, each with the posts given. The posts come in order of person."""
    return [
        PersonRow(
            person.pk,
            person.name,
            person.email,
            state_of(person),
            [present_post(post, actor, day) for post in held],
        )
        for person, held in groupby(posts, key=lambda post: post.user)
    ]


def state_of(person: User) -> str:
    """What an administrator should know of an account at a glance; "" where all is as usual."""
    if not person.is_active:
        return "Account closed"
    return "" if person.last_login else "Has not signed in yet"


def _when(post: Post, day: date) -> str:
    start = f"from {as_day(post.started_on)}" if post.started_on > day else f"since {as_day(post.started_on)}"
    if post.ended_on is None:
        return start
    if post.ended_on < day:
        return f"{as_day(post.started_on)} to {as_day(post.ended_on)}"
    return f"{start}, until {as_day(post.ended_on)}"
