"""Figures inside an update, offered as values with the sentence they stand in."""

from towpath.documents.plan.figures import figures
from towpath.plans.models import Figure, ProgressUpdate


def offer_figures(*updates: ProgressUpdate) -> None:
    """Offer the figures found in the accounts of updates; a person decides on each later."""
    Figure.objects.bulk_create(
        (
            Figure(
                update=update,
                value=found.value[:40],
                unit=found.label[:200],
                sentence=found.sentence,
                period=found.period[:120],
            )
            for update in updates
            for found in figures(update.account)
        ),
        batch_size=500,
    )
