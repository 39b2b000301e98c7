"""What a list is of, in a sentence: the day, the window, the quarter of delivery."""

from datetime import date

from towpath.delivery.facts.delivered import BEFORE
from towpath.delivery.presenters.lists import Listed
from towpath.ui.words import as_day


def scope_in_words(kind: Listed, day: date, first: date | None, last: date, nth: int | None) -> str:
    """From 1 April 2020 to 30 June 2020. As it stood on 30 June 2020, from what is recorded today."""
    stood = f"As it stood on {as_day(day)}."
    if not kind.has_window:
        return stood
    return f"{_window(first, last, nth)} {stood if day != last else ''}".strip()


def _window(first: date | None, last: date, nth: int | None) -> str:
    if nth == BEFORE:
        return "Before each site’s first quarter of delivery."
    if nth is not None:
        return f"In quarter {nth} of delivery, counted at each site from its own first one."
    return f"From {as_day(first)} to {as_day(last)}." if first else f"Up to {as_day(last)}."
