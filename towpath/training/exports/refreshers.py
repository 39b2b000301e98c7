"""Refreshers due as rows of a file."""

from collections.abc import Sequence

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.presenters.refreshers import Refresher

COLUMNS = (
    "Practice code", "Practice", "Site", "Fully trained since", "Last refresher", "Refresher due", "Standing",
    "Refresher planned",
)  # fmt: skip


def refresher_sheet(found: Sequence[Refresher]) -> Sheet:
    """A row for each practice, in the order of the page."""
    rows = (
        (one.sign_up.practice.code, one.sign_up.practice.name, one.sign_up.site.area, one.trained.reached_on,
         one.trained.refreshed_on, one.due_on, one.in_words, one.planned_on)
        for one in found
    )  # fmt: skip
    return Sheet("Refreshers due", tuple(Column(heading) for heading in COLUMNS), rows, len(found))
