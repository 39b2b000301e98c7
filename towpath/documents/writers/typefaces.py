"""The fonts of printed papers, gathered by `tools/fonts.py` when Towpath is installed: which draws which character.

Loaded once for a process, and only by what prints.
"""

import json
from bisect import bisect
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from typst import Fonts

FOLDER = Path(__file__).resolve().parent / "fonts"
HOUSE = "Libertinus Serif"  # comes with Typst; the first of the list below draws all that it draws


class MissingFontsError(Exception):
    """The fonts were not gathered; the message says what to do."""


@cache
def fonts() -> Fonts:
    """What Typst may draw with: its own fonts and those gathered, never the machine's."""
    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER)])


def families() -> tuple[str, ...]:
    """The families in the order in which they are asked for a character."""
    return tuple(_coverage())


@lru_cache(maxsize=65536)
def families_with(character: str) -> frozenset[str]:
    """The families that draw a character."""
    return frozenset(family for family, edges in _coverage().items() if bisect(edges, ord(character)) % 2)


def family_of(characters: str) -> str | None:
    """The first family that draws all of these characters, which stand as one."""
    shared = frozenset(families()).intersection(*map(families_with, characters))
    return next(filter(shared.__contains__, families()), None)


@cache
def _coverage() -> dict[str, list[int]]:
    """Of each family, where its ranges of characters begin and where they are over, in one row."""
    try:
        ranges = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingFontsError("The fonts of printed papers are not installed: run `make install`.") from error
    return {family: list(chain.from_iterable((a, z + 1) for a, z in pairs)) for family, pairs in ranges.items()}
