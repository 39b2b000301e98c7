"""A practice's sign-ups on its page: what a site knows of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.access.verdicts import Verdict
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Headcount, SignUp
from towpath.practices.parts import ShownPracticePart


@dataclass(frozen=True)
class CountRow:
    """The counts of one day; a group that was not counted that day has none."""

    as_of: date
    people: tuple[int | None, ...]

    @property
    def has_gaps(self) -> bool:
        return None in self.people


@dataclass(frozen=True)
class SignedUp:
    """One sign-up as the page shows it. `champion` and `manager` are None where names are not for the reader."""

    pk: int
    programme: str
    programme_pk: int
    site: str
    site_pk: int
    signed_up_on: date
    left_on: date | None
    why_left: str
    champion: str | None
    manager: str | None
    counts: tuple[CountRow, ...]
    patients: tuple[tuple[date, int], ...]
    parts: Sequence[ShownPracticePart]
    may_record: Verdict


def present_sign_ups(
    sign_ups: Iterable[SignUp],
    *,
    parts: Mapping[int, Sequence[ShownPracticePart]],
    may_record: Mapping[int, Verdict],
    names: Collection[int],
) -> list[SignedUp]:
    """Sign-ups, each with its parts; `names` are those whose champion and manager the reader may know."""
    return [
        SignedUp(
            pk=one.pk,
            programme=one.site.programme.name,
            programme_pk=one.site.programme_id,
            site=one.site.area,
            site_pk=one.site_id,
            signed_up_on=one.signed_up_on,
            left_on=one.left_on,
            why_left=one.why_left,
            champion=one.champion if one.pk in names else None,
            manager=str(one.manager or "") if one.pk in names else None,
            counts=_count_rows(one.headcounts.all()),
            patients=tuple((size.as_of, size.patients) for size in one.list_sizes.all()),
            parts=parts[one.pk],
            may_record=may_record[one.pk],
        )
        for one in sign_ups
    ]


def _count_rows(headcounts: Iterable[Headcount]) -> tuple[CountRow, ...]:
    """A row for each day on which anything was counted, the newest first."""
    by_day: dict[date, dict[str, int]] = {}
    for count in headcounts:
        by_day.setdefault(count.as_of, {})[count.staff_group] = count.people
    days = sorted(by_day, reverse=True)
    return tuple(CountRow(day, tuple(by_day[day].get(group) for group in StaffGroup)) for day in days)
