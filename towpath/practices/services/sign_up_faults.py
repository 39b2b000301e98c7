"""What is wrong with a sign-up, a leaving or a count, as a sentence by field; empty for what can be kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from towpath.foundation.clock import today
from towpath.practices import done_for
from towpath.practices.models import Headcount, ListSize, Practice, SignUp
from towpath.practices.models.sign_ups import SignUpQuerySet
from towpath.programmes.models import Site
from towpath.programmes.rules import if_before_launch
from towpath.ui.words import as_day

Faults = dict[str, str]
LARGEST_COUNT = 1_000
LARGEST_LIST = 200_000


def of_signing_up(site: Site, practice: Practice, day: date, *, besides: SignUp | None = None) -> Faults:
    """A practice is signed up once at a time in a programme, after its start, while the practice is open."""
    sentence = _of_day(site, practice, day) or _of_another(site, practice, day, besides)
    return {"signed_up_on": sentence} if sentence else {}


def _of_day(site: Site, practice: Practice, day: date) -> str:
    if fault := if_before_launch(site.programme, day):
        return fault
    if day > today():
        return "The day of signing up must be today or earlier."
    if practice.closed_on and practice.closed_on < day:
        return f"{practice.name} closed on {as_day(practice.closed_on)}, says the national register."
    return ""


def _of_another(site: Site, practice: Practice, day: date, besides: SignUp | None) -> str:
    """Another sign-up in the same programme that was in place that day, or began later and goes on."""
    left_on = besides.left_on if besides else None
    found = _others(site, practice, besides).sharing_a_day(day, left_on).first()
    return _signed_up_already(found) if found else ""


def _others(site: Site, practice: Practice, besides: SignUp | None) -> SignUpQuerySet:
    """The practice's other sign-ups in the site's programme, the earliest first."""
    others = SignUp.objects.filter(practice=practice, site__programme=site.programme_id).select_related("site")
    return (others.exclude(pk=besides.pk) if besides else others).order_by("signed_up_on")


def _signed_up_already(other: SignUp) -> str:
    until = f" until {as_day(other.left_on)}" if other.left_on else ""
    return f"{other.practice.name} is signed up at {other.site} already, from {as_day(other.signed_up_on)}{until}."


def of_moving_the_day(sign_up: SignUp, day: date) -> Faults:
    """The day of signing up stays before all that was recorded of the practice, and before it left."""
    first = next((one for one in _recorded(sign_up) if one[0] < day), None)
    sentence = ""
    if sign_up.left_on and day > sign_up.left_on:
        sentence = f"The practice left on {as_day(sign_up.left_on)}: choose that day or an earlier one."
    elif first:
        sentence = f"{first[1]} on {as_day(first[0])}: choose that day or an earlier one."
    return {"signed_up_on": sentence} if sentence else {}


def of_leaving(sign_up: SignUp, day: date, why: str) -> Faults:
    """A practice leaves after it signed up and after the last that was recorded of it, and somebody says why."""
    faults = {"left_on": _of_last_day(sign_up, day), "why_left": "" if why.strip() else "Say why the practice left."}
    return {field: sentence for field, sentence in faults.items() if sentence}


def _of_last_day(sign_up: SignUp, day: date) -> str:
    if day < sign_up.signed_up_on:
        return f"The practice signed up on {as_day(sign_up.signed_up_on)}: choose that day or a later one."
    if day > today():
        return "The day of leaving must be today or earlier."
    last = next((one for one in reversed(_recorded(sign_up, is_held=True)) if one[0] > day), None)
    if last:
        return f"{last[1]} on {as_day(last[0])}: choose that day or a later one."
    again = _others(sign_up.site, sign_up.practice, sign_up)
    after = again.filter(signed_up_on__gt=sign_up.signed_up_on, signed_up_on__lte=day).first()
    return _signed_up_already(after) if after else ""


def of_staying(sign_up: SignUp) -> Faults:
    """A practice that did not leave after all has no later sign-up in the same programme, and did leave."""
    if sign_up.left_on is None:
        return {"reason": "The practice has not left."}
    later = _others(sign_up.site, sign_up.practice, sign_up).filter(signed_up_on__gt=sign_up.signed_up_on).first()
    return {"reason": _signed_up_already(later)} if later else {}


def if_not_signed_up(sign_up: SignUp, day: date, *, otherwise: str = "") -> str:
    """What was done for a practice or counted at it was so while it was signed up; `otherwise` adds another way."""
    practice = sign_up.practice
    if day < sign_up.signed_up_on:
        return f"{practice} signed up on {as_day(sign_up.signed_up_on)}: choose that day or a later one{otherwise}."
    if sign_up.left_on and day > sign_up.left_on:
        return f"{practice} left on {as_day(sign_up.left_on)}: choose that day or an earlier one{otherwise}."
    return ""


def of_count(sign_up: SignUp, as_of: date) -> Faults:
    """A count is of a day on which the practice was signed up, and not of one to come."""
    is_ahead = "The day of the count must be today or earlier." if as_of > today() else ""
    sentence = is_ahead or if_not_signed_up(sign_up, as_of)
    return {"as_of": sentence} if sentence else {}


def of_sign_up(sign_up: SignUp) -> Faults:
    """What speaks against putting a sign-up back: what would against signing up that day, and against its leaving."""
    found = of_signing_up(sign_up.site, sign_up.practice, sign_up.signed_up_on, besides=sign_up)
    return found or (of_leaving(sign_up, sign_up.left_on, sign_up.why_left) if sign_up.left_on else {})


def of_headcount(count: Headcount) -> Faults:
    return of_count(count.sign_up, count.as_of) | of_numbers({"people": count.people}, LARGEST_COUNT)


def of_list_size(count: ListSize) -> Faults:
    return of_count(count.sign_up, count.as_of) | of_numbers({"patients": count.patients}, LARGEST_LIST)


def of_numbers(numbers: Mapping[Any, int | None], largest: int) -> Faults:
    """People and patients are counted in whole numbers from none to as many as there can be."""
    sentence = f"The number must be between 0 and {largest:,}."
    return {
        str(field): sentence for field, number in numbers.items() if number is not None and not 0 <= number <= largest
    }


def _recorded(sign_up: SignUp, *, is_held: bool = False) -> list[tuple[date, str]]:
    """What was recorded of a practice, each with its day and in words, the earliest first.

    What is planned counts, unless only what was held is asked for.
    """
    staff = ((day, "Its staff were counted") for day in sign_up.headcounts.values_list("as_of", flat=True))
    patients = ((day, "Its patients were counted") for day in sign_up.list_sizes.values_list("as_of", flat=True))
    return sorted([*done_for.days_of(sign_up, is_held=is_held), *staff, *patients])
