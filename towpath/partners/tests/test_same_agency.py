"""Which names are taken to be of one agency: measured on made ones, and what must never be taken for another."""

import random

import pytest

from towpath.partners.same_agency import (
    INITIALS,
    LESS,
    OFFICE,
    ORDER,
    SAME,
    SHORTENED,
    SPACED,
    TYPED,
    KnownAgencies,
    LikelyAgency,
)
from towpath.partners.tests.made_agencies import KINDS, agencies, doubles

HERE = "Marlbeck Community Safety Partnership"
KNOWN = KnownAgencies(
    [
        "Metropolitan Police Service", "Marlbeck Council", "Children's Services", "Marlbeck VAWG Forum",
        "Public Health", "CSPS", "Adult Social Care", "Siân's House", "Health and Care Board", "Ashcombe City Council",
        "Ashcombe Primary School", "Safe Haven", "Police and Crime Commissioner",
    ],
    HERE,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_of_300_doubles_of_5000_agencies_nine_in_ten_are_found_and_one_in_twenty_suggestions_is_wrong(seed):
    chance = random.Random(seed)
    names = agencies(4_700, chance)
    made = list(doubles(names, 300, chance))
    known = KnownAgencies(names)
    found = {double: known.suggestion(double.name) for double in made}
    right = [double for double, one in found.items() if one and one.agency == double.agency]
    wrong = [one for double, one in found.items() if one and one.agency != double.agency]
    wrong += [one for name in names if (one := known.suggestion(name))]
    assert len(right) >= 0.9 * len(made)
    assert len(wrong) <= 0.05 * (len(right) + len(wrong))
    assert {double.kind for double in right} == set(KINDS)
    assert all(one.reason for one in found.values() if one)


@pytest.mark.parametrize(
    ("name", "agency", "reason"),
    [
        ("MPS", "Metropolitan Police Service", INITIALS),
        ("Met Police", "Metropolitan Police Service", LESS),
        ("Childrens Services", "Children's Services", SAME),
        ("CSPS Comms", "CSPS", OFFICE),
        ("Marlbeck Council Housing", "Marlbeck Council", OFFICE),
        ("Sians House", "Siân's House", SAME),
        ("Publc Health", "Public Health", TYPED),
        ("Health, Public", "Public Health", ORDER),
        ("Care and Health Board", "Health and Care Board", ORDER),
        ("Safehaven", "Safe Haven", SPACED),
        ("ASC", "Adult Social Care", SHORTENED),
        ("VAWG Forum", "Marlbeck VAWG Forum", LESS),
        ("Council", "Marlbeck Council", LESS),
        ("Marlbeck Borough Council", "Marlbeck Council", LESS),
        ("PCC", "Police and Crime Commissioner", SHORTENED),
    ],
)
def test_a_name_is_suggested_for_an_agency_with_its_reason(name, agency, reason):
    assert KNOWN.suggestion(name) == LikelyAgency(agency, reason)


@pytest.mark.parametrize(
    "name",
    [
        "Health", "Care Board", "Ashcombe County Council", "Ashcombe High School", "Ashcombe", "Marlbeck",
        "Metropolitan Police Service", "Jane Smith", "", "of the", "Marlbeck Council and Police",
        "Ashcombe Schools Trust",
    ],
)  # fmt: skip
def test_a_name_that_says_something_else_is_suggested_for_none(name):
    assert KNOWN.suggestion(name) is None


def test_of_two_that_would_do_as_well_none_is_suggested():
    known = KnownAgencies(
        ["Ashcombe Rape Crisis", "Ashcombe Refuge Charity", "Arden Medical Practice", "Arden Medical Practise"]
    )
    assert known.suggestion("ARC") is None
    assert known.suggestion("Arden Surgiry") is None
