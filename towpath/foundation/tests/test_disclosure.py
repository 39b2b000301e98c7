"""Rows beside their total: what is hidden, and that nobody who knows the rule can tell a hidden number."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.disclosure import FEWEST, betrays, hidden_rows, is_of_few

people = st.dictionaries(st.integers(0, 9), st.integers(0, 30), min_size=1, max_size=8)


def hidden_of(*numbers: int) -> list[int]:
    """The numbers that hide, in the order of their rows."""
    rows = dict(enumerate(numbers))
    return [rows[row] for row in sorted(hidden_rows(rows))]


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ((5, 9), []), ((2, 9, 0, 30), [2, 9]), ((2, 3, 9), [2, 3]), ((1, 3, 9), [1, 3, 9]), ((3,), [3]),
        ((4, 4, 9, 30), [4, 4, 9]), ((2, 9, 9, 30), [2, 9, 9]), ((0, 0), []),
    ],
)  # fmt: skip
def test_the_small_hide_and_the_next_smallest_until_nothing_follows(numbers, hidden) -> None:
    assert hidden_of(*numbers) == hidden


@given(people, st.randoms())
def test_no_order_of_rows_decides_which_of_them_hide(rows: dict[int, int], chance) -> None:
    listed = list(rows.items())
    chance.shuffle(listed)
    assert hidden_rows(dict(listed)) == hidden_rows(rows)


@given(people)
def test_what_is_hidden_beside_a_total_is_of_five_people_or_more_in_two_rows_or_more(rows: dict[int, int]) -> None:
    hidden = [rows[row] for row in hidden_rows(rows)]
    assert all(hidden)
    if hidden and sum(rows.values()) >= FEWEST:
        assert sum(hidden) >= FEWEST
        assert len(hidden) > 1


def shown(numbers: tuple[int, ...]) -> tuple[object, ...]:
    """What readers see of rows and their total."""
    rows, total = dict(enumerate(numbers)), sum(numbers)
    hidden = hidden_rows(rows)
    hides_total = is_of_few(total) or betrays(rows, hidden)
    return (*("hidden" if row in hidden else number for row, number in rows.items()), None if hides_total else total)


@pytest.mark.parametrize(("rows", "most"), [(1, 30), (2, 24), (3, 18), (4, 12), (5, 8), (6, 6)])
def test_nobody_who_knows_the_rule_can_tell_a_hidden_number(rows: int, most: int) -> None:
    """Every world there can be: whatever readers see, they would see it with another number in each hidden row."""
    worlds = defaultdict(list)
    for numbers in product(range(most + 1), repeat=rows):
        worlds[shown(numbers)].append(numbers)
    for seen, possible in worlds.items():
        for row, cell in enumerate(seen[:-1]):
            numbers = {world[row] for world in possible}
            assert cell != "hidden" or len(numbers) > 1 or _is_at_the_edge(possible, most), (seen, possible)


def _is_at_the_edge(possible: list[tuple[int, ...]], most: int) -> bool:
    """Whether worlds with larger numbers than are tried here would be seen alike."""
    return any(sum(world) > most for world in possible)
