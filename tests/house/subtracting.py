"""Whether a number that is not shown follows from numbers that are, by adding and subtracting them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

Sum = Mapping[str, int]  # a number as a sum of parts: by part, how often it is in it


class Known:
    """The numbers somebody has seen, each a sum of the same parts."""

    def __init__(self, seen: Iterable[Sum]) -> None:
        self.rows: dict[str, dict[str, Fraction]] = {}  # by the part that each row begins with
        for one in seen:
            if left := self._left_of(one):
                first = min(left)
                self.rows[first] = {part: number / left[first] for part, number in left.items()}

    def tells(self, wanted: Sum) -> bool:
        """Whether a number follows from those seen."""
        return not self._left_of(wanted)

    def _left_of(self, one: Sum) -> dict[str, Fraction]:
        """What is left of a sum after all that is known was taken from it."""
        left = {part: Fraction(number) for part, number in one.items() if number}
        for first in sorted(self.rows):
            if factor := left.get(first):
                for part, number in self.rows[first].items():
                    left[part] = left.get(part, Fraction(0)) - factor * number
        return {part: number for part, number in left.items() if number}
