"""The support a practice got, as a part of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum, Window

from towpath.practices.models import Practice, SignUp
from towpath.training import policies
from towpath.training.models import Support
from towpath.training.presenters.support import SupportPiece, as_hours, present_piece

SHOWN = 5


@dataclass(frozen=True)
class Way:
    """The way to record support to one of the practice's sign-ups."""

    sign_up: int
    area: str


@dataclass(frozen=True)
class PracticeSupport:
    """All of it in figures, the newest pieces in full, and where more is recorded."""

    code: str
    pieces: tuple[SupportPiece, ...]
    count: int
    hours: str
    ways: tuple[Way, ...]


def support_of(user: Any, practice: Practice, sign_ups: Sequence[SignUp]) -> PracticeSupport | None:
    """The part of a practice's page; None for a practice that nobody signed up."""
    if not sign_ups:
        return None
    readable = {sign_up.pk: bool(policies.may_read_support_notes(user, sign_up)) for sign_up in sign_ups}
    given = Support.objects.filter(sign_up__in=readable).annotate(of_all=Window(Count("pk")), sum=Window(Sum("hours")))
    with_names = given.select_related("sign_up__site", "sign_up__practice", "given_by")
    newest: list[Any] = list(with_names.order_by("-given_on", "-pk")[:SHOWN])
    return PracticeSupport(
        code=practice.code,
        pieces=tuple(present_piece(one, shows_note=readable[one.sign_up_id]) for one in newest),
        count=newest[0].of_all if newest else 0,
        hours=as_hours(newest[0].sum if newest else Decimal(0)),
        ways=tuple(_ways(user, sign_ups)),
    )


def _ways(user: Any, sign_ups: Sequence[SignUp]) -> list[Way]:
    """Sign-ups in place to which this person may record; a practice that left is recorded for from the list."""
    open_ones = (sign_up for sign_up in sign_ups if sign_up.left_on is None)
    return [Way(one.pk, one.site.area) for one in open_ones if policies.may_record_support(user, one)]
