"""Since when practices are fully trained: worked out from sessions, attendance and headcounts, never typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F, Min, Q, Value

from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Headcount, SignUp
from towpath.practices.services.mergers import IS_MERGED, LONGEST_CHAIN, successors_of
from towpath.programmes.models import Programme
from towpath.training.kinds import SessionKind
from towpath.training.models import Attainment, Attendance, GroupAttendance, SessionState
from towpath.training.rule import PeopleReached, Rule, StaffCounted, progress_under
from towpath.training.services.mergers import handed_on_to

HELD = SessionState.HELD


@dataclass
class TrainingRecord:
    """What was recorded of one sign-up, against which a rule is held.

    `handed_on` is by rule, from practices that merged into it.
    """

    reached: list[PeopleReached] = field(default_factory=list)
    counted: list[StaffCounted] = field(default_factory=list)
    handed_on: Mapping[int, date] = field(default_factory=dict)


def records_of(sign_ups: Sequence[int], merged: Sequence[int]) -> Mapping[int, TrainingRecord]:
    """By sign-up, in as many questions as for one; `merged` are those to which something may be handed on."""
    records: dict[int, TrainingRecord] = defaultdict(TrainingRecord)
    came: dict[tuple[int, str, str, date], list[int]] = defaultdict(lambda: [0, 0])
    for pk, group, kind, day, people, by_name in _first_times(sign_ups):
        total = came[pk, group, kind, day]
        total[0] += people
        total[1] += by_name
    for (pk, group, kind, day), (people, by_name) in sorted(came.items()):
        records[pk].reached.append(PeopleReached(SessionKind(kind), StaffGroup(group), day, people, by_name))
    counts = Headcount.objects.filter(sign_up__in=sign_ups).order_by("sign_up_id", "as_of", "staff_group")
    for pk, group, as_of, people in counts.values_list("sign_up_id", "staff_group", "as_of", "people"):
        records[pk].counted.append(StaffCounted(StaffGroup(group), as_of, people))
    for pk, by_rule in (handed_on_to(merged) if merged else {}).items():
        records[pk].handed_on = by_rule
    return records


def _first_times(sign_ups: Sequence[int]) -> Iterable[tuple[int, str, str, date, int, int]]:
    """A row for each named person's first held session of a kind, and one for each count of a group.

    A catch-up is of the kind it catches up, so a person who missed the first session counts once, on the later day.
    """
    named = (
        Attendance.objects.filter(session__state=HELD, learner__sign_up__in=sign_ups)
        .values("learner_id", sign_up=F("learner__sign_up_id"), group=F("learner__staff_group"),
                kind=F("session__counts_as"))
        .annotate(day=Min("session__held_on"), came=Value(1), by_name=Value(1))
        .values_list("sign_up", "group", "kind", "day", "came", "by_name")
    )  # fmt: skip
    counts = GroupAttendance.objects.filter(session__state=HELD, sign_up__in=sign_ups)
    grouped = counts.annotate(by_name=Value(0)).values_list(
        "sign_up_id", "staff_group", "session__counts_as", "session__held_on", "people", "by_name"
    )
    return named.union(grouped, all=True)


@transaction.atomic
def attain(sign_ups: Iterable[SignUp]) -> None:
    """Work out anew on which day each of these practices became fully trained, under every rule of its programme.

    Held for the length of the transaction, so that of two people who record at once the later counts both. Practices
    into which these merged follow, since what these reached was handed on to them.
    """
    asked = sorted({sign_up.pk for sign_up in sign_ups})
    _lock(asked)
    for _ in range(LONGEST_CHAIN):
        merged = _attain(asked)
        if not merged:
            return
        asked = successors_of(merged)


def _lock(asked: Sequence[int]) -> None:
    """Hold these sign-ups and those that follow from them, all at once and in one order for everybody."""
    keys: set[int] = set()
    following = list(asked)
    while following:
        keys.update(following)
        following = [key for key in successors_of(following) if key not in keys]
    list(SignUp.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _attain(asked: Sequence[int]) -> list[int]:
    """Returns those of them whose practice merged into another, or another into it.

    They are held already: what a statement that waits for a lock reads beside it is as it was before the wait.
    """
    rows = list(SignUp.objects.filter(pk__in=asked).annotate(is_merged=IS_MERGED).values_list("pk", "is_merged"))
    held, merged = [pk for pk, _ in rows], [pk for pk, is_merged in rows if is_merged]
    records = records_of(held, merged) if held else {}
    reached, lost = [], defaultdict(list)
    for pk, rule_pk, rule in _rules_of(held):
        own = progress_under(rule, records[pk].reached, records[pk].counted, date.max).reached_on
        days = [day for day in (own, records[pk].handed_on.get(rule_pk)) if day]
        if days:
            reached.append(Attainment(sign_up_id=pk, rule_id=rule_pk, reached_on=min(days)))
        else:
            lost[rule_pk].append(pk)
    _keep(reached)
    _forget(lost)
    return merged


def _rules_of(sign_ups: Sequence[int]) -> Iterable[tuple[int, int, Rule]]:
    """Every pair of a sign-up and a rule of its programme."""
    rules: dict[int, Rule] = {}
    wanted = SignUp.objects.filter(pk__in=sign_ups, site__programme__training_rules__isnull=False)
    path = "site__programme__training_rules"
    for pk, rule_pk, kept in wanted.values_list("pk", path, f"{path}__kept"):
        if rule_pk not in rules:
            rules[rule_pk] = Rule.from_json(kept)
        yield pk, rule_pk, rules[rule_pk]


def _keep(reached: list[Attainment]) -> None:
    if reached:
        Attainment.objects.bulk_create(
            reached, update_conflicts=True, unique_fields=["sign_up", "rule"], update_fields=["reached_on"]
        )


def _forget(lost: Mapping[int, list[int]]) -> None:
    """Practices that do not reach a rule any longer, as when attendance was recorded by mistake."""
    gone = Q(pk__in=[])
    for rule, sign_ups in lost.items():
        gone |= Q(rule=rule, sign_up__in=sign_ups)
    if lost:
        Attainment.objects.filter(gone).delete()


def reached_under(programme: Programme, rule: Rule) -> dict[int, date]:
    """By sign-up, on which day it would have reached a rule that nobody has set, what merged into it included."""
    rows = list(SignUp.objects.filter(site__programme=programme).annotate(is_merged=IS_MERGED)
                .values_list("pk", "practice_id", "is_merged"))  # fmt: skip
    records = records_of([pk for pk, *_ in rows], [])
    own = {pk: progress_under(rule, records[pk].reached, records[pk].counted, date.max).reached_on for pk, *_ in rows}
    reached = {pk: day for pk, day in own.items() if day}
    merged = {pk: practice for pk, practice, is_merged in rows if is_merged}
    for _ in range(LONGEST_CHAIN if merged else 0):
        by_practice = defaultdict(list)
        for pk, practice in merged.items():
            if pk in reached:
                by_practice[programme.pk, practice].append((0, reached[pk]))
        handed_on = {pk: min(days.values()) for pk, days in handed_on_to(merged, by_practice).items()}
        later = reached | {pk: min(day, reached.get(pk, day)) for pk, day in handed_on.items()}
        if later == reached:
            break
        reached = later
    return reached
