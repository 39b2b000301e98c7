"""What posts say to the rooms below: what a person may do today, and whose people somebody answers for.

Access asks through settings.TOWPATH_GRANTS and settings.TOWPATH_PEOPLE, so that it need not import this room.
"""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from towpath.access.grants import Grant
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.models import Post


def grants_of(user: User) -> list[Grant]:
    """The grants of every post this person holds today; none once their account is closed."""
    if not user.is_active:
        return []
    posts = Post.objects.filter(user_id=user.pk).held_on(today())
    return [Grant(Role(post.role), post.partnership_id, post.agency_id) for post in posts]


def people_of(partnerships: set[int]) -> QuerySet[Any]:
    """The keys, as text, of everybody who holds or has held a post in these partnerships."""
    return (
        Post.objects.filter(partnership_id__in=partnerships)
        .annotate(person_key=Cast("user_id", CharField()))
        .values("person_key")
    )
