"""Practices that are signed up and that the national register calls closed, merged or gone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from towpath.foundation.clock import today
from towpath.practices.models import ChangeKind, PracticeChange, SignUp

WHY = (ChangeKind.CLOSED, ChangeKind.MERGED, ChangeKind.GONE)
IS_OPEN = Q(practice__status="active", practice__closed_on=None, practice__is_in_newest_file=True)


def closed_sign_ups(visible: Any) -> Any:
    """Those of these sign-ups that are in place though their practice closed, merged or went from the register."""
    merged = PracticeChange.objects.filter(practice=OuterRef("practice"), kind=ChangeKind.MERGED)
    in_place = visible.held_on(today())
    return in_place.filter(~IS_OPEN | Exists(merged)).order_by(
        "site__programme", "site__number", "practice__name", "pk"
    )


def what_became_of(sign_ups: Iterable[SignUp]) -> dict[int, PracticeChange]:
    """By practice, the newest change that says how it ended; none where it was closed when the register first came."""
    practices = {sign_up.practice_id for sign_up in sign_ups}
    changes = PracticeChange.objects.filter(practice__in=practices, kind__in=WHY).select_related("into")
    return {change.practice_id: change for change in changes.order_by("happened_on", "pk")}
