"""White space, bullets and hyphens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.wording import items_in, normalised, runs_on, spliced


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("• Council • Police", ("Council", "Police")),
        ("- Council\n- Police", ("Council", "Police")),
        ("\uf0b7\nCouncil", ("Council",)),
        ("o Council\no Police", ("Council", "Police")),
        ("Council - east\nPolice", ("Council - east", "Police")),
        ("A\u00a0plan\u200b  of\tours", ("A plan of ours",)),
        ("-", ("-",)),
        ("•", ()),
        ("-5", ("-5",)),
    ],
)
def test_items_are_found_without_their_bullets(text, items):
    assert items_in(text) == items


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the adult", "and their family", True),
        ("sent to the", "Home Office", True),
        ("We met.", "and agreed", False),
        ("Council", "Police", False),
        ("", "and", False),
    ],
)
def test_sentence_cut_in_the_middle_is_recognised(before, after, expected):
    assert runs_on(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [("multi-", "agency", "multi-agency"), ("one -", "two", "one - two"), ("representatives", ".", "representatives.")],
)
def test_lines_are_spliced_without_a_gap_in_a_word(before, after, whole):
    assert spliced(before, after) == whole


@given(st.text())
def test_making_words_alike_twice_changes_nothing_more(text):
    assert normalised(normalised(text)) == normalised(text)
