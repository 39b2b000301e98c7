"""Figures inside an update, offered as values with the sentence they stand in."""

from collections.abc import Collection, Iterator

from towpath.documents.plan.figures import figures
from towpath.plans.models import ProgressUpdate, UpdateFigure


def figures_in(account: str) -> Iterator[UpdateFigure]:
    """The figures found in an account, of no update yet."""
    return (
        UpdateFigure(value=found.value[:40], unit=found.label[:200], sentence=found.sentence, period=found.period[:120])
        for found in figures(account)
    )


def offer_figures(*updates: ProgressUpdate, without: Collection[tuple[str, str]] = ()) -> None:
    """Offer the figures found in the accounts of updates; a person decides on each later.

    `without` are those offered before, by value and sentence.
    """
    offered = []
    for update in updates:
        for figure in figures_in(update.account):
            if (figure.value, figure.sentence) not in without:
                figure.update = update
                offered.append(figure)
    UpdateFigure.objects.bulk_create(offered, batch_size=500)
