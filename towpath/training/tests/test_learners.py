"""Who is who among the rows of a register: nobody is two learners, and two people are not one."""

import pytest

from towpath.practices.models import SignUp
from towpath.training.services.learners import Attendee, Roll

HERE, ELSEWHERE = SignUp(pk=1), SignUp(pk=2)


def called(*rows):
    """The keys of who came, in order, from (name, email) or (name, email, sign_up)."""
    people = [
        Attendee(sign_up=more[0] if more else HERE, name=name, staff_group=None, email=email)
        for name, email, *more in rows
    ]
    roll = Roll([], people)
    return [roll.call(one).key for one in people]


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ([("Ada", "ada@gp.example"), ("A. Wren", "ADA@gp.example")], ["ada", "a. wren"]),
        ([("Ada", "ada@gp.example"), ("ada ", "ADA@gp.example")], ["ada@gp.example", "ada@gp.example"]),
        ([("Ada", ""), ("ADA", "")], ["ada", "ada"]),
        ([("Ada", ""), ("Ada", "ada@gp.example")], ["ada", "ada"]),
        ([("Ada", "one@gp.example"), ("Ada", "two@gp.example")], ["one@gp.example", "two@gp.example"]),
        ([("Ada", "desk@gp.example"), ("Bea", "desk@gp.example")], ["ada", "bea"]),
        (
            [("Ada", "x@gp.example"), ("Bea", "x@gp.example"), ("Ada", "y@gp.example"), ("Cyd", "y@gp.example")],
            ["ada", "bea", "ada y@gp.example", "cyd"],
        ),
        ([("Ada", "", HERE), ("Ada", "", ELSEWHERE)], ["ada", "ada"]),
    ],
)
def test_an_address_is_a_person_unless_it_is_shared_and_a_name_where_there_is_none(rows, keys):
    assert called(*rows) == keys


def test_people_of_one_name_at_two_practices_are_two():
    here, there = (Attendee(sign_up=one, name="Ada", staff_group=None) for one in (HERE, ELSEWHERE))
    roll = Roll([], [here, there])
    assert roll.call(here) is roll.call(here)
    assert roll.find(there) is None


def test_a_key_is_kept_as_far_as_its_column_goes():
    (key,) = called(("Ada " * 100, ""))
    assert len(key) == 254
