"""Posts and agencies have a history, can be corrected and be taken back."""

from functools import partial

from django.urls import reverse

from towpath.partners import policies
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.services.partnerships import lock_partnership
from towpath.records.kinds import KINDS, RecordKind
from towpath.ui.words import as_day


def register() -> None:
    """Called once, when the room is ready."""
    KINDS.add(POST, AGENCY)


def _partnership_of(record: Post | Agency) -> Partnership:
    return Partnership.objects.get(pk=record.partnership_id)


def _lock(record: Post | Agency) -> None:
    lock_partnership(_partnership_of(record))


def _page_of(post: Post) -> str:
    """The person's page, as long as a post in this partnership leads there; else the people of the partnership."""
    if Post.objects.filter(user=post.user_id, partnership=post.partnership_id).exists():
        return reverse("person", args=[post.user_id])
    return reverse("people", query={"partnership": post.partnership_id})


POST = RecordKind(
    model=Post,
    noun="post",
    title=lambda one: f"{one.user}: {one.get_role_display().lower()} from {as_day(one.started_on)}",
    owner=_partnership_of,
    visible=Partnership.objects.administered_by,
    may_change=policies.may_manage_people,
    page=_page_of,
    lock=_lock,
    faults=policies.faults_of_post,
    correct="correct_post",
    keeps=partial(policies.fault_of_last_administrator, is_gone=True),
    keeps_from=partial(policies.fault_of_own_last, is_gone=True),
    follows=lambda one: ["The person has no rights by this post any more, from now on."],
)
AGENCY = RecordKind(
    model=Agency,
    noun="agency",
    title=str,
    owner=_partnership_of,
    visible=Partnership.objects.administered_by,
    may_change=policies.may_manage_people,
    page=lambda one: reverse("agencies", args=[one.partnership_id]),
    lock=_lock,
    faults=policies.faults_of_agency,
    correct="correct_agency",
)
