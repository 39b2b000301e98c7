"""Disclosure control beside totals: which rows of a table hide so that nothing about few people follows.

Whoever reads may know the totals and this rule, and put every page and file together. The rows hidden are those of few
people and, beside them, the next smallest, until in each column the hidden ones are of nobody, or of five people or
more who are not spread over the rows all alike. Then any two hidden rows could have changed places and everything
shown would be the same, so no reader can tell them apart. Rows of one size are hidden together: no order decides,
which would differ from page to page.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

FEWEST = 5  # people who answered; fewer could be known by their answers

Key = TypeVar("Key", bound=Hashable)


def is_of_few(people: int) -> bool:
    """Of one to four people. What is of nobody tells of nobody, and is shown."""
    return 0 < people < FEWEST


def hidden_rows(
    people: Mapping[Key, int], hidden: Collection[Key] = (), parts: Mapping[Key, int] | None = None
) -> frozenset[Key]:
    """Which rows of a column hide, beside a total that is shown: by row, how many people it is of.

    `hidden` are rows that hide in any case, as where another column of theirs is of few. `parts` says of how many
    numbers above nought, each shown as hidden elsewhere, a row is made: as a site is of its sessions.
    """
    found = {key for key, number in people.items() if is_of_few(number)} | set(hidden)
    for size in sorted({number for key, number in people.items() if number and key not in found}):
        if not _follow(people, found, parts):
            break
        found |= {key for key, number in people.items() if number == size}
    return frozenset(found)


def betrays(people: Mapping[Key, int], hidden: Collection[Key], parts: Mapping[Key, int] | None = None) -> bool:
    """Whether the total itself must hide: all of it is hidden, and with it a row would be known, or each part of one.

    Of one person a part, or hardly more, each would be known from the sum; so it would without, if only the sum of
    exactly one person a part were hidden.
    """
    is_all_hidden = all(key in hidden for key, number in people.items() if number)
    numbers = [number for key, number in people.items() if key in hidden]
    return is_all_hidden and any(numbers) and (len(numbers) == 1 or _is_one_a_part(people, hidden, parts))


def _follow(people: Mapping[Key, int], hidden: Collection[Key], parts: Mapping[Key, int] | None) -> bool:
    """Whether hidden numbers, or few people, would follow from their sum."""
    numbers = [number for key, number in people.items() if key in hidden]
    is_known = sum(numbers) < FEWEST or len(set(numbers)) == 1
    return any(numbers) and (is_known or _is_one_a_part(people, hidden, parts))


def _is_one_a_part(people: Mapping[Key, int], hidden: Collection[Key], parts: Mapping[Key, int] | None) -> bool:
    above_nought = [key for key, number in people.items() if key in hidden and number]
    least = sum(parts[key] if parts else 1 for key in above_nought)
    return sum(people[key] for key in above_nought) <= least + 1
