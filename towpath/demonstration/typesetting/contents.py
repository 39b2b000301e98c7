"""What the demonstration's documents say, as kept in readable files beside them."""

import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

FOLDER = Path(__file__).resolve().parent.parent / "documents"

# A cell: a paragraph, or bullets.
Words: TypeAlias = str | list[str]
Contents: TypeAlias = dict[str, Any]

STRATEGY_FIELDS = (
    "theme", "recommendation", "action", "lead", "output", "timeline", "outcome", "indicators", "cost"
)  # fmt: skip


def contents_of(name: str) -> Contents:
    """What the document of that name says, such as "strategy"."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def spans(rows: Sequence[Contents], field: str) -> list[range]:
    """The rows that each value of a field stands beside: from the row that has it until the next one that has."""
    starts = [0, *(at for at, row in enumerate(rows) if at and field in row)]
    return [range(first, end) for first, end in pairwise([*starts, len(rows)])]


def lines_of(words: Words) -> list[str]:
    return [words] if isinstance(words, str) else words
