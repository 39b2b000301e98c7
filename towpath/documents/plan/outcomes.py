"""An outcome written inside the action's cell, as in "Open a clinic. Outcome: people wait less"."""

import re
from dataclasses import dataclass

from towpath.documents.plan.wording import items, plain
from towpath.documents.table import Cell

_LABEL = re.compile(r"(?:^|(?<=\s))(?:(?:Intended|Expected|Desired|Planned)\s+)?(?:Outcomes?|OUTCOMES?)\s*:\s*")


@dataclass(frozen=True)
class ActionText:
    """The action's own words, and the outcomes that its cell goes on to name."""

    text: str
    outcome: tuple[str, ...] = ()


def split_outcome(cell: Cell) -> ActionText:
    """The words before the label are the action; each line after it is an outcome."""
    text = "\n".join(items(cell))
    before, *after = _LABEL.split(text)
    outcomes = (plain(line) for piece in after for line in piece.splitlines())
    return ActionText(plain(before), tuple(dict.fromkeys(outcome for outcome in outcomes if outcome)))
