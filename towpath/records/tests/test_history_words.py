"""What a field was and is, as the history of a record says it."""

from datetime import date
from decimal import Decimal

import pytest

from towpath.practices.models import Headcount
from towpath.programmes.models import Site, SitePost
from towpath.records.history import differences, in_words, value_in_words
from towpath.training.models import Session


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), (True, "Yes"), (False, "No"), (date(2026, 3, 3), "3 March 2026"), (Decimal("0.60"), "0.6"),
        (Decimal("100"), "100"), (0, "0"), ("By March", "By March"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_a_person_reads_it(value, words):
    assert value_in_words(value) == words


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        (Session(held_on=date(2026, 3, 3)), "held_on", "3 March 2026"),
        (Session(kind="clinical_1"), "kind", "Clinical session 1"),
        (SitePost(kind="clinical_lead"), "kind", "Clinical lead"),
        (SitePost(site=Site(number=3, area="Hackney")), "site", "Site 3: Hackney"),
        (SitePost(person=None), "person", ""),
        (SitePost(working_time=Decimal("0.60")), "working_time", "0.6"),
        (Session(is_counted=False), "is_counted", "No"),
        (Headcount(staff_group="gp", people=0), "people", "0"),
    ],
)
def test_a_field_is_said_by_its_choice_its_name_or_its_value(record, field, words):
    assert in_words(record, record._meta.get_field(field)) == words


def test_only_what_differs_is_told_and_days_keep_their_values_too():
    before, after = (SitePost(name="Ada", started_on=date(2026, 3, day)) for day in (3, 4))
    (told,) = differences(before, after)
    assert (told.field, told.before, told.after) == ("started_on", "3 March 2026", "4 March 2026")
    assert (told.before_value, told.after_value) == (date(2026, 3, 3), date(2026, 3, 4))
