"""Practices that closed or merged: which are still signed up, and which follow from which."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from towpath.foundation.clock import today
from towpath.practices.models import ChangeKind, PracticeChange, SignUp
from towpath.practices.models.sign_ups import SignUpQuerySet

OTHERS = Q(practice=OuterRef("practice")) | Q(into=OuterRef("practice"))
IS_MERGED = Exists(PracticeChange.objects.filter(OTHERS, kind=ChangeKind.MERGED))  # of sign-ups, into or from another
ENDED = (ChangeKind.CLOSED, ChangeKind.MERGED, ChangeKind.GONE)
IS_OPEN = Q(practice__status="active", practice__closed_on=None, practice__is_in_newest_file=True)
LONGEST_CHAIN = 10  # of practices each of which merged into the next


def successors_of(sign_ups: Iterable[int]) -> list[int]:
    """The sign-ups of practices into which these merged: what they reached follows from what these did."""
    practices = SignUp.objects.filter(pk__in=list(sign_ups)).values("practice")
    into = PracticeChange.objects.filter(kind=ChangeKind.MERGED, practice__in=practices).values("into")
    return list(SignUp.objects.filter(practice__in=into).order_by("pk").values_list("pk", flat=True))


def closed_sign_ups(visible: SignUpQuerySet) -> SignUpQuerySet:
    """Those of these sign-ups that are in place though their practice closed, merged or went from the register."""
    merged = PracticeChange.objects.filter(practice=OuterRef("practice"), kind=ChangeKind.MERGED)
    in_place = visible.held_on(today())
    return in_place.filter(~IS_OPEN | Exists(merged)).order_by(
        "site__programme", "site__number", "practice__name", "pk"
    )


def what_became_of(sign_ups: Iterable[SignUp]) -> dict[int, PracticeChange]:
    """By practice, the newest change that says how it ended; none where it was closed when the register first came."""
    practices = {sign_up.practice_id for sign_up in sign_ups}
    changes = PracticeChange.objects.filter(practice__in=practices, kind__in=ENDED).select_related("into")
    return {change.practice_id: change for change in changes.order_by("happened_on", "pk")}
