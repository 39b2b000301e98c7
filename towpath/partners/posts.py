"""What posts say to the rooms below: what a person may do today, and whose people somebody answers for.

Access asks through settings.TOWPATH_GRANTS and settings.TOWPATH_PEOPLE, so that it need not import this room.
"""

from typing import Any

from django.db.models import CharField, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, TruncDate

from towpath.access.grants import Grant
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.foundation.clock import LONDON, today
from towpath.partners.models import Post


def grants_of(user: User) -> list[Grant]:
    """The grants of every post this person holds today; none once their account is closed."""
    if not user.is_active:
        return []
    posts = Post.objects.filter(user_id=user.pk).held_on(today()).select_related("partnership")
    return [_grant(post, Role(post.role)) for post in posts]


def _grant(post: Post, role: Role) -> Grant:
    return Grant(role, post.partnership_id, post.agency_id, post.partnership.needs_factor(role))


def held_then(partnerships: set[int], key: str, moment: str) -> Exists:
    """Whether whoever's key one column holds had a post in these partnerships at the moment that another holds.

    From the first day of the post to its last, by the London calendar.
    """
    day = TruncDate(ExpressionWrapper(OuterRef(moment), DateTimeField()), tzinfo=LONDON)
    posts = Post.objects.filter(partnership_id__in=partnerships).annotate(day=day, person_key=_as_text("user_id"))
    begun = posts.filter(person_key=OuterRef(key), started_on__lte=F("day"))
    return Exists(begun.filter(Q(ended_on=None) | Q(ended_on__gte=F("day"))))


def people_of(partnerships: set[int]) -> QuerySet[Any]:
    """The keys, as text, of everybody who holds or has held a post in these partnerships."""
    return (
        Post.objects.filter(partnership_id__in=partnerships)
        .annotate(person_key=_as_text("user_id"))
        .values("person_key")
    )


def _as_text(column: str) -> Cast:
    return Cast(column, CharField())
