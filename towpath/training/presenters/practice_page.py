"""A practice's sign-ups on its page: what a site knows of it, and where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.access.verdicts import Verdict
from towpath.foundation.staff import StaffGroup
from towpath.training.models import SignUp, TrainingRule
from towpath.training.presenters.practice import Status, present_status
from towpath.training.rule import Counted
from towpath.training.services.attaining import Facts


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
    status: Status | None
    owes_refresher: bool
    may_record: Verdict


def present_sign_ups(
    sign_ups: Iterable[SignUp],
    *,
    day: date,
    rules: Mapping[int, TrainingRule],
    facts: Mapping[int, Facts],
    refreshed: Mapping[int, date],
    may_record: Mapping[int, Verdict],
    names: Collection[int],
    closed: Collection[int],
) -> list[SignedUp]:
    """Sign-ups with their status on a day; `names` are those whose champion and manager the reader may know.

    `closed` are the sites that are closed on the day: they owe nobody a refresher, and nor does a practice that left.
    """
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
            counts=_count_rows(facts[one.pk].counted if one.pk in facts else ()),
            patients=tuple((size.as_of, size.patients) for size in one.list_sizes.all()),
            status=_status(one, rules.get(one.site.programme_id), facts, refreshed, day),
            owes_refresher=one.site_id not in closed and (one.left_on is None or one.left_on >= day),
            may_record=may_record[one.pk],
        )
        for one in sign_ups
    ]


def _status(
    sign_up: SignUp, rule: TrainingRule | None, facts: Mapping[int, Facts], refreshed: Mapping[int, date], day: date
) -> Status | None:
    """None while the programme has no rule."""
    if rule is None:
        return None
    known = facts.get(sign_up.pk) or Facts()
    last = refreshed.get(sign_up.pk)
    return present_status(
        sign_up, rule.rule, known.reached, known.counted, day, refreshed_on=last, handed_on=known.handed_on.get(rule.pk)
    )


def _count_rows(counted: Sequence[Counted]) -> tuple[CountRow, ...]:
    """A row for each day on which anything was counted, the newest first."""
    by_day: dict[date, dict[StaffGroup, int]] = {}
    for count in counted:
        by_day.setdefault(count.as_of, {})[count.group] = count.people
    days = sorted(by_day, reverse=True)
    return tuple(CountRow(day, tuple(by_day[day].get(group) for group in StaffGroup)) for day in days)
