"""Posts and agencies have a history, can be corrected and be taken back."""

from django.urls import reverse

from towpath.partners import policies
from towpath.partners.models import Agency, Partnership, Post
from towpath.records import kinds
from towpath.records.kinds import Kind
from towpath.ui.words import as_day


def register() -> None:
    """Called once, when the room is ready."""
    kinds.register(POST, AGENCY)


def _partnership_of(record: Post | Agency) -> Partnership:
    return Partnership.objects.get(pk=record.partnership_id)


def _if_last_administrator(post: Post) -> str:
    gone = Post(pk=post.pk, partnership_id=post.partnership_id, role="")
    return "".join(policies.fault_of_last_administrator(gone).values())


POST = Kind(
    model=Post,
    noun="post",
    title=lambda one: f"{one.user}: {one.get_role_display().lower()} from {as_day(one.started_on)}",
    owner=_partnership_of,
    visible=Partnership.objects.administered_by,
    may_change=policies.may_manage_people,
    page=lambda one: reverse("person", args=[one.user_id]),
    correct="correct_post",
    keeps=_if_last_administrator,
    follows=lambda one: ["The person has no rights by this post any more, from now on."],
)
AGENCY = Kind(
    model=Agency,
    noun="agency",
    title=str,
    owner=_partnership_of,
    visible=Partnership.objects.administered_by,
    may_change=policies.may_manage_people,
    page=lambda one: reverse("agencies", args=[one.partnership_id]),
    correct="correct_agency",
)
