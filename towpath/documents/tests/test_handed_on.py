"""What readers hand on arrives as it was made, and every class in it is one that may arrive."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from towpath.documents.attendance import Register, TeamsAttendance
from towpath.documents.plan import Mapping, PlanDraft, guess_columns, read_arriving, read_plan
from towpath.documents.plan.comparison import Comparison, compare, entries
from towpath.documents.plan.door import compare_plans
from towpath.documents.plan.reading import plan_in
from towpath.documents.plan.tables import choose_table
from towpath.documents.practices import PracticeFile
from towpath.documents.readers.apart import _CLASSES
from towpath.documents.readers.document import read_document as read_here
from towpath.documents.reading import read_document
from towpath.documents.rows import SheetRows
from towpath.documents.table import Document
from towpath.foundation.ratings import RED_AMBER_GREEN

PLAN = (
    b"Recommendation,Action,Lead,By when,Rating,Progress\n"
    b"1 Train,Train every practice,Police and Council,within 3 months of launch,Amber,12 practices trained in May\n"
    b"2 Tell,Write letters,Council,annually by 31 March,Complete,\n"
)


def classes_in(hint: Any, seen: set[type]) -> Iterator[type]:
    """Every class of ours that a value of this type may hold."""
    for part in get_args(hint):
        yield from classes_in(part, seen)
    is_ours = isinstance(hint, type) and hint.__module__.startswith("towpath.") and hint not in seen
    if is_ours and (is_dataclass(hint) or issubclass(hint, Enum)):
        seen.add(hint)
        yield hint
        if is_dataclass(hint):
            hints = get_type_hints(hint)
            for one in fields(hint):
                yield from classes_in(hints[one.name], seen)


@pytest.mark.parametrize(
    "handed_on", [Document, SheetRows, TeamsAttendance, Register, PracticeFile, PlanDraft, Mapping, Comparison]
)
def test_every_class_in_what_is_handed_on_may_arrive(handed_on):
    lacking = [one for one in classes_in(handed_on, set()) if one.__name__ not in _CLASSES.get(one.__module__, ())]
    assert lacking == []


def test_a_document_and_its_plan_arrive_as_they_were_made():
    document = read_document(PLAN, "plan.csv")
    assert document == read_here(PLAN, "plan.csv")
    assert read_arriving(PLAN, "plan.csv") == (document, guess_columns(choose_table(document)))
    day = date(2026, 6, 1)
    assert read_plan(document, day=day) == plan_in(document, None, RED_AMBER_GREEN, day=day)


def test_two_plans_are_compared_apart_as_they_would_be_here():
    files = (PLAN, PLAN.replace(b"letters", b"to everybody"))
    was, newer = (plan_in(read_here(one, "plan.csv"), None, RED_AMBER_GREEN, day=None) for one in files)
    standing, read = entries(was), entries(newer)
    found, returning = compare_plans(standing[:1], standing[1:], read)
    assert found == compare(standing[:1], read)
    assert returning == compare(standing[1:], found.new)
    assert returning.changed
