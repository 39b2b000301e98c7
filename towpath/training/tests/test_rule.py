"""The rule for fully trained, as a truth table and as what must always hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.staff import StaffGroup
from towpath.training.kinds import SessionKind
from towpath.training.rule import (
    DEFAULT_RULE,
    PeopleReached,
    Requirement,
    Rule,
    StaffCounted,
    eligible_on,
    progress_under,
)

GP, NURSE, RECEPTION = StaffGroup.GP, StaffGroup.NURSE, StaffGroup.RECEPTION
START = date(2021, 1, 1)
SIMPLE = Rule((Requirement(SessionKind.CLINICAL_1, (GP, NURSE), 75),))


def day(number: int) -> date:
    return START + timedelta(days=number)


def came(
    people: int, on: int = 10, group: StaffGroup = GP, kind: SessionKind = SessionKind.CLINICAL_1
) -> PeopleReached:
    return PeopleReached(kind, group, day(on), people)


def counted(gps: int, nurses: int = 0, on: int = 0) -> list[StaffCounted]:
    return [StaffCounted(GP, day(on), gps), StaffCounted(NURSE, day(on), nurses)]


@pytest.mark.parametrize(
    ("eligible", "share", "needs"),
    [(4, 75, 3), (5, 75, 4), (1, 75, 1), (0, 75, 0), (8, 75, 6), (3, 100, 3), (100, 1, 1), (7, 50, 4)],
)
def test_part_of_a_person_is_a_whole_person(eligible, share, needs):
    assert Requirement(SessionKind.CLINICAL_1, (GP,), share).needs(eligible) == needs


@pytest.mark.parametrize(
    ("reached", "staff", "expected"),
    [
        ([came(3)], counted(4), 10),  # exactly 75 %
        ([came(2)], counted(4), None),
        ([came(1)], counted(1), 10),  # one person
        ([], counted(1), None),
        ([], counted(0), None),  # nobody works there and nobody came: nothing was delivered
        ([came(1)], counted(0), 10),
        ([came(2, 5), came(1, 20)], counted(4), 20),  # the day on which the last one needed came
        ([came(2), came(1, group=NURSE)], counted(2, 2), 10),  # groups are taken together
        ([came(3)], [StaffCounted(GP, day(0), 4)], None),  # nurses were never counted
        ([came(3)], counted(4, on=30), 30),  # counted later
        ([came(3)], [*counted(4), StaffCounted(GP, day(20), 40)], 10),  # staff who join later do not undo it
        ([came(3)], [*counted(8), StaffCounted(GP, day(20), 4)], 20),  # staff who left make it enough
        ([came(9, kind=SessionKind.CLINICAL_2)], counted(4), None),  # another kind of session
        ([came(9, group=RECEPTION)], counted(4), None),  # another staff group
    ],
)
def test_day_on_which_a_practice_is_fully_trained(reached, staff, expected):
    found = progress_under(SIMPLE, reached, staff, date.max).reached_on
    assert found == (None if expected is None else day(expected))


def test_every_requirement_has_to_be_reached_and_the_last_one_sets_the_day():
    staff = [StaffCounted(group, day(0), 4) for group in StaffGroup]
    clinical = (GP, NURSE, StaffGroup.OTHER_CLINICAL)
    days = {SessionKind.CLINICAL_1: 10, SessionKind.CLINICAL_2: 20}
    first = [came(3, on, group, kind) for kind, on in days.items() for group in clinical]
    assert progress_under(DEFAULT_RULE, first, staff, date.max).reached_on is None
    last = came(3, 15, RECEPTION, SessionKind.RECEPTION)
    assert progress_under(DEFAULT_RULE, [*first, last], staff, date.max).reached_on == day(20)


def test_what_is_missing_is_said_until_it_is_reached():
    (before,) = progress_under(SIMPLE, [came(1)], counted(4), day(10)).requirements
    assert (before.people, before.eligible, before.missing, before.reached_on) == (1, 4, 2, None)
    (unknown,) = progress_under(SIMPLE, [came(1)], [StaffCounted(GP, day(0), 4)], day(10)).requirements
    assert (unknown.missing, unknown.uncounted, unknown.eligible) == (None, (NURSE,), None)
    (after,) = progress_under(SIMPLE, [came(3)], [*counted(4), StaffCounted(GP, day(20), 40)], day(30)).requirements
    assert (after.missing, after.eligible) == (0, 40)


def test_rule_is_printed_as_a_sentence():
    assert DEFAULT_RULE.requirements[0].words == "Clinical session 1: 75% of GPs, nurses and other clinical staff"
    assert DEFAULT_RULE.requirements[2].words.endswith(": 75% of reception and administration")
    assert DEFAULT_RULE.words.startswith("Fully trained means that each of these was reached: Clinical session 1: 75%")


def test_a_rule_kept_before_it_could_have_a_note_has_none():
    kept = DEFAULT_RULE.as_json()
    del kept["note"]
    assert Rule.from_json(kept) == DEFAULT_RULE
    assert Rule.from_json(replace(DEFAULT_RULE, note="From the return.").as_json()).words.endswith(". From the return.")


groups = st.sampled_from(list(StaffGroup))
kinds = st.sampled_from([SessionKind.CLINICAL_1, SessionKind.CLINICAL_2, SessionKind.RECEPTION])
days = st.integers(0, 40).map(day)
facts = st.lists(st.builds(PeopleReached, kinds, groups, days, st.integers(1, 6)), max_size=12)
staff = st.lists(
    st.builds(StaffCounted, groups, days, st.integers(0, 8)), max_size=12, unique_by=lambda one: (one.group, one.as_of)
)
some_groups = st.lists(groups, min_size=1, max_size=3, unique=True).map(tuple)
rules = st.builds(
    Rule,
    st.lists(st.builds(Requirement, kinds, some_groups, st.integers(1, 100)), min_size=1, max_size=3).map(tuple),
    st.one_of(st.none(), st.integers(1, 60)),
)


@given(rules, facts, facts, staff)
def test_more_people_never_make_it_later(rule, reached, more, counts):
    before = progress_under(rule, reached, counts, date.max).reached_on
    after = progress_under(rule, reached + more, counts, date.max).reached_on
    assert before is None or (after is not None and after <= before)


@given(rules, facts, staff, days)
def test_what_is_known_later_changes_nothing_at_a_day(rule, reached, counts, on):
    so_far = [one for one in reached if one.day <= on]
    known = [one for one in counts if one.as_of <= on]
    assert progress_under(rule, reached, counts, on) == progress_under(rule, so_far, known, on)


@given(rules, facts, staff, days)
def test_day_found_in_the_end_is_the_day_found_at_the_time(rule, reached, counts, on):
    """What is kept once, with everything known, answers for every day in the past."""
    in_the_end = progress_under(rule, reached, counts, date.max).reached_on
    at_the_time = progress_under(rule, reached, counts, on).reached_on
    assert at_the_time == (in_the_end if in_the_end and in_the_end <= on else None)


@given(rules, facts, staff)
def test_nobody_is_missing_where_it_is_reached_and_somebody_where_it_is_not(rule, reached, counts):
    for one in progress_under(rule, reached, counts, date.max).requirements:
        if one.reached_on:
            assert one.missing == 0
        elif one.eligible is not None:
            assert one.missing
            assert one.missing == one.requirement.needs(one.eligible) - one.people


@given(rules)
def test_rule_comes_back_from_json_as_it_was(rule):
    assert Rule.from_json(rule.as_json()) == rule


@given(staff, days)
def test_eligible_are_the_latest_counts_together(counts, on):
    latest = {one.group: one.people for one in sorted(counts, key=lambda one: one.as_of) if one.as_of <= on}
    assert eligible_on(counts, on) == sum(latest.values())


class TestCountsWithoutNames:
    """Counts of a group cannot tell whether somebody came twice, so they are taken up to the staff there are."""

    TWICE = (came(3, on=10), came(3, on=20))

    def progress(self, *reached, staff=None):
        (found,) = progress_under(SIMPLE, reached, counted(4, 3) if staff is None else staff, day(30)).requirements
        return found

    def test_three_gps_at_a_session_and_three_at_its_catch_up_are_four_of_seven_where_there_are_four(self):
        found = self.progress(*self.TWICE)
        assert (found.people, found.eligible, found.attendances) == (4, 7, 6)
        assert found.may_count_twice
        assert found.reached_on is None

    def test_people_known_by_name_are_never_cut_off_and_leave_less_room_for_counts(self):
        named = PeopleReached(SessionKind.CLINICAL_1, GP, day(10), 5, by_name=5)
        assert self.progress(named).people == 5
        assert not self.progress(named).may_count_twice
        assert self.progress(named, self.TWICE[1]).people == 5
        few = PeopleReached(SessionKind.CLINICAL_1, GP, day(10), 2, by_name=2)
        assert self.progress(few, self.TWICE[1]).people == 4
        assert self.progress(few, self.TWICE[1]).may_count_twice

    def test_a_group_that_was_never_counted_is_taken_as_it_came(self):
        found = self.progress(*self.TWICE, staff=())
        assert (found.people, found.eligible) == (6, None)

    @given(st.lists(st.tuples(st.sampled_from([GP, NURSE]), st.integers(1, 5)), max_size=8))
    def test_no_more_are_taken_than_the_staff_there_are(self, counts):
        found = self.progress(*(came(people, group=group) for group, people in counts))
        assert found.people <= found.eligible
        assert found.people <= found.attendances
