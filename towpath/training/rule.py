"""The rule by which a practice is fully trained: pure, so that it can be tested and printed without a database.

No public definition exists (domain facts 1.2). The default asks that clinical session 1, clinical session 2 and the
reception session have each reached 75 % of the staff they are for; one commissioned site used that share for all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, Self

from django.utils.text import get_text_list

from towpath.foundation.staff import StaffGroup
from towpath.training.kinds import SessionKind

CLINICAL = (StaffGroup.GP, StaffGroup.NURSE, StaffGroup.OTHER_CLINICAL)
NO_RULE = "No rule for “fully trained” is in force, so no practice is counted as fully trained."


@dataclass(frozen=True)
class Requirement:
    """A kind of session must have reached this share, in per cent, of these staff groups taken together."""

    kind: SessionKind
    groups: tuple[StaffGroup, ...]
    share: int

    @property
    def words(self) -> str:
        """Clinical session 1: 75% of GPs, nurses and other clinical staff."""
        named = [_in_a_list(group.label) for group in self.groups]
        return f"{self.kind.label}: {self.share}% of {get_text_list(named, 'and')}"

    def needs(self, eligible: int) -> int:
        """How many of so many people must have come."""
        return ceil(self.share * eligible / 100)


def _in_a_list(label: str) -> str:
    """In small letters, but for an abbreviation."""
    return label if label[1].isupper() else label[0].lower() + label[1:]


@dataclass(frozen=True)
class Rule:
    """Everything that makes a practice fully trained, and after how many months a refresher is due, if ever.

    `note` is what must be known of the figures counted by it, such as where they come from.
    """

    requirements: tuple[Requirement, ...]
    refresher_months: int | None = 12
    note: str = ""

    @property
    def words(self) -> str:
        """The rule as it stands beside each figure."""
        asked = "; ".join(one.words for one in self.requirements)
        return f"Fully trained means that each of these was reached: {asked}. {self.note}".strip()

    def as_json(self) -> dict[str, Any]:
        kept = [{"kind": one.kind, "groups": list(one.groups), "share": one.share} for one in self.requirements]
        return {"requirements": kept, "refresher_months": self.refresher_months, "note": self.note}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        requirements = tuple(
            Requirement(SessionKind(one["kind"]), tuple(StaffGroup(group) for group in one["groups"]), one["share"])
            for one in kept["requirements"]
        )
        return cls(requirements, kept["refresher_months"], kept.get("note", ""))


DEFAULT_RULE = Rule(
    (
        Requirement(SessionKind.CLINICAL_1, CLINICAL, 75),
        Requirement(SessionKind.CLINICAL_2, CLINICAL, 75),
        Requirement(SessionKind.RECEPTION, (StaffGroup.RECEPTION,), 75),
    )
)


@dataclass(frozen=True)
class PeopleReached:
    """So many people of a staff group who came to a kind of session on a day.

    `by_name` of them are known by name and came for the first time. Of the others nobody can say whether they were
    counted at another session too.
    """

    kind: SessionKind
    group: StaffGroup
    day: date
    people: int
    by_name: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StaffCounted:
    """So many people of a staff group in post from a day on, until a later count."""

    group: StaffGroup
    as_of: date
    people: int


@dataclass(frozen=True)
class RequirementProgress:
    """How far one requirement is on a day. `eligible` is None while a staff group was never counted.

    `people` are those who came: counts without names are taken up to the staff there are in each group, since nobody
    can be trained twice over. `attendances` adds every count up, and `may_count_twice` says where that may be more.
    `reached_on` is the first day on which enough had come; staff who join later do not undo it. Where a practice has
    nobody of those staff groups, enough is none. `began_on` is the first day on which anybody came.
    """

    requirement: Requirement
    people: int
    eligible: int | None
    uncounted: tuple[StaffGroup, ...]
    reached_on: date | None
    began_on: date | None = None
    attendances: int = 0
    may_count_twice: bool = False

    @property
    def missing(self) -> int | None:
        """How many more people have to come; None while that cannot be known."""
        if self.reached_on:
            return 0
        return None if self.eligible is None else max(self.requirement.needs(self.eligible) - self.people, 0)


@dataclass(frozen=True)
class RuleProgress:
    """How far a practice is with each requirement of a rule on a day."""

    requirements: tuple[RequirementProgress, ...]

    @property
    def reached_on(self) -> date | None:
        """The day on which the last requirement was reached; None while one is not, or while nobody came at all."""
        days = [one.reached_on for one in self.requirements if one.reached_on]
        began = [one.began_on for one in self.requirements if one.began_on]
        return max(*days, min(began)) if began and len(days) == len(self.requirements) else None


def progress_under(
    rule: Rule, reached: Sequence[PeopleReached], counted: Sequence[StaffCounted], day: date
) -> RuleProgress:
    """How far a practice is on a day, from what is known of the time up to it."""
    so_far = [one for one in reached if one.day <= day]
    known = [one for one in counted if one.as_of <= day]
    return RuleProgress(tuple(_progress(requirement, so_far, known, day) for requirement in rule.requirements))


def _progress(
    requirement: Requirement, reached: Sequence[PeopleReached], counted: Sequence[StaffCounted], day: date
) -> RequirementProgress:
    came = sorted(
        (one for one in reached if one.kind == requirement.kind and one.group in requirement.groups),
        key=lambda one: one.day,
    )
    staff = [one for one in counted if one.group in requirement.groups]
    uncounted = tuple(group for group in requirement.groups if all(one.group != group for one in staff))
    return RequirementProgress(
        requirement=requirement,
        people=people_of(came, staff, day),
        attendances=sum(one.people for one in came),
        may_count_twice=any(_is_counted_again(came, group) for group in requirement.groups),
        eligible=None if uncounted else eligible_on(staff, day),
        uncounted=uncounted,
        reached_on=None if uncounted else _first_day(requirement, came, staff),
        began_on=came[0].day if came else None,
    )


def people_of(came: Sequence[PeopleReached], counted: Sequence[StaffCounted], day: date) -> int:
    """How many people came, as far as that can be known: in each group, counts without names up to its staff."""
    staff = _latest(counted, day)
    return sum(_people_of_group(came, group, staff.get(group)) for group in {one.group for one in came})


def _people_of_group(came: Iterable[PeopleReached], group: StaffGroup, staff: StaffCounted | None) -> int:
    theirs = [one for one in came if one.group == group]
    named = sum(one.by_name for one in theirs)
    unnamed = sum(one.people for one in theirs) - named
    return named + (unnamed if staff is None else min(unnamed, max(staff.people - named, 0)))


def _is_counted_again(came: Iterable[PeopleReached], group: StaffGroup) -> bool:
    """Whether a group was counted without names beside somebody else of it: either may be among the other."""
    theirs = [one for one in came if one.group == group]
    has_names = any(one.by_name for one in theirs)
    return any(one.by_name < one.people for one in theirs) and (len(theirs) > 1 or has_names)


def eligible_on(counted: Iterable[StaffCounted], day: date) -> int:
    """People in post on a day: of each group the latest count that is not after it."""
    return sum(one.people for one in _latest(counted, day).values())


def _latest(counted: Iterable[StaffCounted], day: date) -> dict[StaffGroup, StaffCounted]:
    latest: dict[StaffGroup, StaffCounted] = {}
    for one in sorted(counted, key=lambda one: one.as_of):
        if one.as_of <= day:
            latest[one.group] = one
    return latest


def _first_day(requirement: Requirement, came: Sequence[PeopleReached], staff: Sequence[StaffCounted]) -> date | None:
    """The first day on which every group was counted and enough of those in post had come."""
    all_counted = max(min(one.as_of for one in staff if one.group == group) for group in requirement.groups)
    days = sorted({one.day for one in came} | {one.as_of for one in staff})
    for day in (day for day in days if day >= all_counted):
        people = people_of([one for one in came if one.day <= day], staff, day)
        if people >= requirement.needs(eligible_on(staff, day)):
            return day
    return None
