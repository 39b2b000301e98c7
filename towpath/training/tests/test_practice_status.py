"""Where a practice stands, in sentences: what was reached, what is missing, and what would complete it."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.staff import StaffGroup
from towpath.training.kinds import SessionKind
from towpath.training.presenters.practice_status import listed, present_status, refresher_due, share_of
from towpath.training.rule import CLINICAL, DEFAULT_RULE, PeopleReached, Requirement, Rule, StaffCounted

SIGNED_UP = date(2020, 4, 1)
DAY = date(2021, 9, 30)
STAFF = {
    StaffGroup.GP: 4, StaffGroup.NURSE: 2, StaffGroup.OTHER_CLINICAL: 2, StaffGroup.RECEPTION: 4,
    StaffGroup.MANAGEMENT: 1,
}  # fmt: skip


def sign_up(left_on=None):
    return SimpleNamespace(signed_up_on=SIGNED_UP, left_on=left_on)


def counted(*, as_of=SIGNED_UP, without=(), **more):
    staff = STAFF | {StaffGroup(name): people for name, people in more.items()}
    return [StaffCounted(group, as_of, people) for group, people in staff.items() if group not in without]


def came(kind, day=date(2021, 3, 1), **people):
    return [PeopleReached(kind, StaffGroup(name), day, number) for name, number in people.items()]


ALL_CLINICAL = {"gp": 4, "nurse": 2, "other_clinical": 2}


def status(reached=(), counts=None, day=DAY, rule=DEFAULT_RULE, left_on=None, **more):
    return present_status(sign_up(left_on), rule, list(reached), counted() if counts is None else counts, day, **more)


def complete():
    return [
        *came(SessionKind.CLINICAL_1, **ALL_CLINICAL),
        *came(SessionKind.CLINICAL_2, date(2021, 5, 3), **ALL_CLINICAL),
        *came(SessionKind.RECEPTION, date(2021, 4, 1), reception=3),
    ]


def test_a_fully_trained_practice_says_since_when_and_when_a_refresher_is_due():
    found = status(complete())
    assert found.sentence == "Fully trained since 3 May 2021."
    assert found.trained_on == date(2021, 5, 3)
    assert found.refresher_due == date(2022, 5, 3)
    assert found.to_complete == ()
    assert found.rule == DEFAULT_RULE.words
    assert status(complete(), owes_refresher=False).refresher_due is None


def test_what_is_missing_says_how_many_of_whom_at_what():
    found = status(
        [
            *came(SessionKind.CLINICAL_1, **ALL_CLINICAL),
            *came(SessionKind.CLINICAL_2, gp=4),
            *came(SessionKind.RECEPTION, reception=2),
        ]
    )
    assert found.sentence == "Not fully trained on 30 September 2021: 1 of 3 parts reached."
    assert found.to_complete == (
        "2 more of the GPs, nurses and other clinical staff at clinical session 2",
        "1 more of the reception and administration staff at the reception and administration session",
    )


def test_each_requirement_shows_its_parts():
    line = status(came(SessionKind.CLINICAL_1, gp=4, nurse=1)).lines[0]
    assert (line.progress.people, line.progress.eligible, line.needed) == (5, 8, 6)
    assert line.progress.requirement.share == 75
    assert (line.came, line.share, line.progress.reached_on) == ("5 of 8", "62%", None)
    assert line.groups == "GPs, nurses and other clinical staff"


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ([StaffGroup.NURSE], "The number of nurses is not recorded: record it."),
        (
            [StaffGroup.NURSE, StaffGroup.OTHER_CLINICAL],
            "The numbers of nurses and other clinical staff are not recorded: record them.",
        ),
        (list(CLINICAL), "The numbers of GPs, nurses and other clinical staff are not recorded: record them."),
    ],
)
def test_a_staff_group_nobody_counted_is_asked_for(without, sentence):
    found = status(complete(), counted(without=without))
    assert found.to_complete == (sentence,)
    assert found.lacks_counts
    assert found.lines[0].needed is None
    assert found.lines[0].came == "8 of a number not recorded"
    assert found.lines[0].share == "–"


def test_none_is_not_the_same_as_not_counted():
    rule = Rule((Requirement(SessionKind.CLINICAL_1, (StaffGroup.NURSE,), 75),))
    none = status(counts=[StaffCounted(StaffGroup.NURSE, SIGNED_UP, 0)], rule=rule)
    assert (none.lines[0].sentence, none.lines[0].share, none.lines[0].came) == ("Nobody to train.", "–", "0 of 0")
    assert none.to_complete == ("Nobody of the practice has come to any of these sessions yet",)
    assert status(counts=[], rule=rule).to_complete == ("The number of nurses is not recorded: record it.",)


def test_a_group_of_nobody_keeps_no_practice_from_being_trained():
    assert status(complete(), counted(nurse=0, other_clinical=0)).trained_on == date(2021, 5, 3)


def test_a_past_day_knows_nothing_of_what_came_later():
    before = status(complete(), day=date(2021, 5, 2))
    assert before.trained_on is None
    assert before.sentence == "Not fully trained on 2 May 2021: 2 of 3 parts reached."
    assert status(complete(), day=date(2021, 5, 3)).trained_on == date(2021, 5, 3)


def test_staff_who_join_later_do_not_undo_it():
    later = [*counted(), *counted(as_of=date(2021, 8, 1), gp=40)]
    found = status(complete(), later)
    assert found.trained_on == date(2021, 5, 3)
    assert found.lines[0].came == "8 of 44"
    assert found.lines[0].sentence == "Reached on 1 March 2021."
    assert found.is_overtaken
    assert not status(complete()).is_overtaken


def test_a_practice_that_left_says_so():
    assert (
        status(complete(), left_on=date(2021, 6, 1)).sentence
        == "Fully trained since 3 May 2021. It left on 1 June 2021."
    )


def test_a_day_before_signing_up_says_so():
    assert status(day=date(2020, 3, 1)).sentence == "Not signed up on 1 March 2020: it signed up on 1 April 2020."


@pytest.mark.parametrize(
    ("trained_on", "refreshed_on", "months", "due"),
    [
        (date(2021, 5, 3), None, 12, date(2022, 5, 3)),
        (date(2021, 5, 3), date(2022, 4, 1), 12, date(2023, 4, 1)),
        (date(2021, 5, 3), date(2021, 4, 1), 12, date(2022, 5, 3)),
        (date(2021, 1, 31), None, 1, date(2021, 2, 28)),
        (date(2021, 5, 3), None, None, None),
        (None, date(2021, 5, 3), 12, None),
    ],
)
def test_a_refresher_is_due_so_long_after_training_or_the_last_one(trained_on, refreshed_on, months, due):
    assert refresher_due(Rule((), months), trained_on, refreshed_on) == due


@pytest.mark.parametrize(
    ("people", "eligible", "said"),
    [(0, 8, "0%"), (6, 8, "75%"), (8, 8, "100%"), (9, 8, "over 100%"), (0, 0, "–"), (3, None, "–"), (749, 1000, "74%")],
)
def test_shares_at_their_edges(people, eligible, said):
    assert share_of(people, eligible) == said


@given(people=st.integers(0, 500), eligible=st.integers(1, 500), share=st.integers(1, 100))
def test_a_share_never_looks_enough_where_it_is_not(people, eligible, share):
    needs = Requirement(SessionKind.CLINICAL_1, CLINICAL, share).needs(eligible)
    said = share_of(people, eligible)
    assert ("over" in said or int(said.rstrip("%")) >= share) == (people >= needs)


@given(
    counts=st.dictionaries(st.sampled_from(list(StaffGroup)), st.integers(0, 30)),
    attended=st.lists(
        st.tuples(
            st.sampled_from(list(SessionKind)),
            st.sampled_from(list(StaffGroup)),
            st.integers(0, 900),
            st.integers(1, 9),
        ),
        max_size=12,
    ),
)
def test_what_is_missing_is_said_exactly_where_something_is_missing(counts, attended):
    heads = [StaffCounted(group, SIGNED_UP, people) for group, people in counts.items()]
    reached = [
        PeopleReached(kind, group, date.fromordinal(SIGNED_UP.toordinal() + day), n) for kind, group, day, n in attended
    ]
    found = status(reached, heads, day=date(2024, 1, 1))
    assert bool(found.to_complete) == (found.trained_on is None)
    assert len(set(found.to_complete)) == len(found.to_complete)
    assert not any(sentence.startswith("0 more") for sentence in found.to_complete)


def test_groups_are_listed_as_people_say_them():
    assert listed([StaffGroup.RECEPTION]) == "reception and administration staff"
    assert listed([StaffGroup.NURSE, StaffGroup.GP]) == "nurses and GPs"
