"""What a practice hands on when it merges: that it was fully trained.

The rule: a practice into which another merged counts as fully trained from the day of the merger, or from its own
sign-up where that is later, if the other had reached the same rule of the same programme by then. It follows from the
merger alone, so taking the merger back undoes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from towpath.foundation.days import is_over
from towpath.practices.models import ChangeKind, SignUp
from towpath.training.models import Attainment

HandedOn = Mapping[int, Mapping[int, date]]
ReachedBy = Mapping[tuple[int, int], list[tuple[int, date]]]  # by programme and practice: rules, and since when


def handed_on_to(sign_ups: Iterable[int], reached: ReachedBy | None = None) -> HandedOn:
    """By sign-up and rule, from which day a practice counts as fully trained by what merged into it.

    `reached` is what practices would have reached under a rule that is not set; without it, what they did.
    """
    merged: Any = SignUp.objects.filter(pk__in=list(sign_ups), practice__mergers__kind=ChangeKind.MERGED).values_list(
        "pk", "site__programme", "signed_up_on", "left_on", "practice__mergers__practice",
        "practice__mergers__happened_on",
    )  # fmt: skip
    found: dict[int, dict[int, date]] = defaultdict(dict)
    rows = list(merged)
    if reached is None:
        reached = _reached_by({practice for *_, practice, _ in rows}) if rows else {}
    for pk, programme, signed_up_on, left_on, practice, merged_on in rows:
        day = max(merged_on, signed_up_on)
        for rule, reached_on in reached.get((programme, practice), ()):
            if reached_on <= merged_on and not is_over(left_on, day):
                found[pk][rule] = min(day, found[pk].get(rule, day))
    return found


def _reached_by(practices: set[int]) -> ReachedBy:
    """By programme and practice, the rules it reached and when."""
    found: dict[tuple[int, int], list[tuple[int, date]]] = defaultdict(list)
    attained = Attainment.objects.filter(sign_up__practice__in=practices)
    names = ("sign_up__site__programme", "sign_up__practice", "rule", "reached_on")
    for programme, practice, rule, reached_on in attained.values_list(*names):
        found[programme, practice].append((rule, reached_on))
    return found
