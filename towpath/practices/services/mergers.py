"""Which practices follow from which, by the mergers recorded."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from towpath.practices.models import ChangeKind, PracticeChange, SignUp

OTHERS = Q(practice=OuterRef("practice")) | Q(into=OuterRef("practice"))
IS_MERGED = Exists(PracticeChange.objects.filter(OTHERS, kind=ChangeKind.MERGED))  # of sign-ups, into or from another
LONGEST_CHAIN = 10  # of practices each of which merged into the next


def successors_of(sign_ups: Iterable[int]) -> list[int]:
    """The sign-ups of practices into which these merged: what they reached follows from what these did."""
    practices = SignUp.objects.filter(pk__in=list(sign_ups)).values("practice")
    into = PracticeChange.objects.filter(kind=ChangeKind.MERGED, practice__in=practices).values("into")
    return list(SignUp.objects.filter(practice__in=into).order_by("pk").values_list("pk", flat=True))
