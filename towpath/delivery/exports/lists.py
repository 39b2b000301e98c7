"""The list behind a figure as a sheet."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from towpath.delivery.facts.rows import Scope
from towpath.delivery.presenters.lists import LISTS, Listed
from towpath.delivery.presenters.lists import Value as Shown
from towpath.delivery.presenters.summary import rule_in_words
from towpath.documents.writers.sheet import Column, Sheet, Value

WINDOW = ("From", "To", "As at")
AT_ONCE = 1_000


def list_sheet(what: str, scope: Scope, first: date | None, last: date) -> Sheet:
    """Every row of a list, with the window it was asked for and the rule where one was used."""
    kind = LISTS[what]
    headings = (*(heading.label for heading in kind.headings), *WINDOW, *(("Rule",) if kind.is_by_rule else ()))
    count = kind.rows(scope).count()
    return Sheet(kind.many, tuple(Column(one) for one in headings), _lines(kind, scope, first, last), count)


def _lines(kind: Listed, scope: Scope, first: date | None, last: date) -> Iterator[Sequence[Value]]:
    window = (first, last, scope.day)
    rows = kind.fetched(scope).order_by(*kind.order, "pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        cells = tuple(_plain(cell) for cell in kind.cells(row))
        yield (*cells, *window, *((_rule(row, scope, kind),) if kind.is_by_rule else ()))


def _rule(row: Any, scope: Scope, kind: Listed) -> str:
    """The rule by which the row is in the list."""
    site = getattr(row, "sign_up", row).site_id
    return rule_in_words(scope.rule_of(site, is_of_window=kind.has_window))


def _plain(cell: Shown) -> Value:
    return float(cell) if isinstance(cell, Decimal) else cell
