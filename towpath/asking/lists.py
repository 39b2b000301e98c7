"""The list page: the rows a person may see, narrowed and put in order by the address, a page at a time, and as a file.

A room declares a list once. Its page and its file then hold the same rows in the same order, whatever the filters.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, cast, runtime_checkable
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.documents.writers.csv import csv_lines
from towpath.documents.writers.excel import excel_workbook
from towpath.documents.writers.sheet import Column, Sheet
from towpath.foundation.clock import today
from towpath.ui.filters import FilterForm, address_with, in_use
from towpath.ui.paging import Page, in_order, page_by_key, page_by_number
from towpath.ui.words import as_number, count_of

EXCEL = "xlsx"
MOST_IN_EXCEL = 100_000  # rows; a workbook of more takes minutes, and CSV is given in its place


@dataclass(frozen=True)
class ListOrder:
    """One way to put a list in order: its name in the address, its words, and the columns it goes by."""

    name: str
    label: str
    by: tuple[str, ...]


class ListQuery:
    """What a person asks of a list: the rows they may see, those that the filters leave, and in which order.

    Rows are a query, what gives its own pages, or a sequence already in order where no database can make that order.
    """

    def __init__(self, request: HttpRequest, listing: "ListPage") -> None:
        self.request, self.listing = request, listing
        self.user = cast("User", request.user)  # signed in: the page declares who may reach it
        self.visible = listing.rows(request.user)
        self.number_of_all: int | None = None
        self.filters = listing.filters(self)
        self.rows = self.filters.narrow(self.visible)
        sort = request.GET.get("sort", "")
        self.order = next((one for one in listing.orders if one.name == sort), listing.orders[0])

    @property
    def is_sorted(self) -> bool:
        """Whether the person chose another order than the one the list begins with."""
        return self.order is not self.listing.orders[0]

    def in_order(self) -> Any:
        """All the rows, in the order of the page."""
        return in_order(self.rows, self.order.by) if isinstance(self.rows, QuerySet) else self.rows

    def page(self) -> Page[Any]:
        after, size, rows = self.request.GET.get("after", ""), self.listing.size, self.listing.paged(self)
        if isinstance(rows, PagedRows):
            return rows.page(after, size)
        if not isinstance(rows, QuerySet):
            return page_by_number(rows, after=after, size=size)
        # PostgreSQL counts rows by themselves in less time than it takes to put all of them in order.
        is_counted = bool(in_use(self.filters, self.request)) and connection.vendor == "sqlite"
        whole = self.visible if self.listing.is_wide and isinstance(self.visible, QuerySet) else None
        return page_by_key(rows, after=after, size=size, order=self.order.by, whole=whole, is_counted=is_counted)


@runtime_checkable
class PagedRows(Protocol):
    """Rows that give a page of themselves, as the list behind a figure does."""

    def page(self, after: str, size: int) -> Page[Any]: ...

    def __len__(self) -> int: ...


Rows = QuerySet[Any] | Sequence[Any] | PagedRows


@dataclass(frozen=True)
class ListFile:
    """A list on its way out: its rows, and the audit entry that says so, with each record of `of` or with none.

    The entry has the number of rows and the `details`. `day` is what the rows are of, where that is not today.
    """

    sheet: Sheet
    event: Event
    of: Collection[Model] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None


@dataclass(frozen=True)
class ListPage:
    """A list as its room declares it.

    - `template` extends `asking/list.html` and writes the rows; without one, `present` gives the cells of each row
      under `columns`, as `data_table` takes them.
    - `empty` is said where there is nothing to list, and `none_match` where the filters leave nothing.
    - A list that names what it counts (`one`, and `many` where that is not one with an s) says how many rows it has,
      and with `is_part_of_all` of how many. That is asked, unless its `filters` know it (`query.number_of_all`).
    - Where a page shows some rows above the list (`around`), `paged` leaves those out of it.
    - `is_wide` has only the keys of wide rows put in order, as `page_by_key` says of `whole`.
    - `take_out` is the list on its way out, and `file` the name of the address that hands it out.
    """

    title: str
    rows: Callable[[Any], Rows]
    orders: tuple[ListOrder, ...]
    empty: str
    none_match: str = ""
    template: str = "asking/list.html"
    columns: tuple[dict[str, Any], ...] = ()
    size: int = 50
    filters: Callable[[ListQuery], FilterForm] = lambda query: FilterForm(query.request.GET)
    paged: Callable[[ListQuery], Rows] = lambda query: query.rows
    present: Callable[[ListQuery, list[Any]], Iterable[Any]] = lambda query, rows: rows
    around: Callable[[ListQuery, Page[Any]], Mapping[str, Any]] = lambda query, page: {}
    one: str = ""
    many: str = ""
    is_part_of_all: bool = True
    is_wide: bool = False
    file: str = ""
    take_out: Callable[[ListQuery], ListFile] | None = None


def list_page(request: HttpRequest, listing: ListPage, **more: Any) -> HttpResponse:
    """The list, with its filters, the way to its other pages and to its file; 422 where a strict filter is unread."""
    query = ListQuery(request, listing)
    page, used = query.page(), in_use(query.filters, request)
    total = _total(query, page, is_narrowed=bool(used))
    context: dict[str, Any] = {
        "listing": listing,
        "filters": query.filters,
        "filters_in_use": used,
        "page": page,
        "lines": list(listing.present(query, page.rows)),
        "is_empty": not page.rows,
        "counted": _counted(query, total, is_narrowed=bool(used)),
        "order": query.order,
        "orders": _orders(query),
        "sort": query.order.name if query.is_sorted else "",
        "clear": _address_without_filters(query),
        "files": _files(query, total),
    }
    status = 422 if query.filters.is_strict and query.filters.errors else 200
    return render(request, listing.template, context | {**listing.around(query, page)} | more, status=status)


def list_file(request: HttpRequest, listing: ListPage) -> HttpResponseBase:
    """All rows of the list as CSV, or as an Excel workbook where the address asks for one. Taking it is recorded."""
    if listing.take_out is None:
        raise TypeError(f"{listing.title} is not taken out as a file.")
    taken = listing.take_out(ListQuery(request, listing))
    sheet, is_excel = taken.sheet, request.GET.get("format") == EXCEL and taken.sheet.count <= MOST_IN_EXCEL
    content: bytes | Iterable[str] = excel_workbook(sheet.title, [sheet]) if is_excel else csv_lines(sheet)
    name = f"{slugify(sheet.title)}-{taken.day or today():%Y-%m-%d}.{EXCEL if is_excel else 'csv'}"
    return hand_out(request.user, taken.event, content, of=taken.of, name=name, rows=sheet.count, **taken.details)


def as_shown(query: ListQuery, title: str, event: Event, of: Collection[Model] = (), **details: Any) -> ListFile:
    """The list on its way out just as its page shows it: the cells of each row under the columns."""
    rows = list(query.listing.present(query, list(query.in_order())))
    columns = tuple(Column(one["label"]) for one in query.listing.columns)
    return ListFile(Sheet(title, columns, rows, len(rows)), event, of, details)


def _counted(query: ListQuery, total: int | None, *, is_narrowed: bool) -> str:
    """20 sessions, or of a list that is narrowed 2 of 20 sessions; nothing of a list that is not counted."""
    listing = query.listing
    if total is None:
        return ""
    if not is_narrowed or not listing.is_part_of_all:
        return count_of(total, listing.one, listing.many)
    every = _number_of(query.visible) if query.number_of_all is None else query.number_of_all
    return f"{as_number(total)} of {count_of(every, listing.one, listing.many)}"


def _total(query: ListQuery, page: Page[Any], *, is_narrowed: bool) -> int | None:
    """How many rows the filters leave; None of a list that is not counted."""
    if query.number_of_all is not None and not is_narrowed:
        return query.number_of_all
    if page.total is not None:
        return page.total
    return _number_of(query.rows) if query.listing.one else None


def _number_of(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _orders(query: ListQuery) -> list[dict[str, Any]]:
    """The ways to put the list in order, as links that keep its filters; none where there is but one."""
    first, *others = query.listing.orders
    if not others:
        return []
    return [
        {"label": one.label, "is_current": one is query.order,
         "href": address_with(query.request, sort="" if one is first else one.name, after="")}
        for one in (first, *others)
    ]  # fmt: skip


def _address_without_filters(query: ListQuery) -> str:
    """The list in the same order, with what hidden fields say."""
    kept = {name: value for name, value in query.filters.chosen.items() if query.filters[name].is_hidden}
    return _address(query.request.path, kept | ({"sort": query.order.name} if query.is_sorted else {}))


def _files(query: ListQuery, total: int | None) -> list[dict[str, str]]:
    """The way to the list as a file, with what the page's address names, its filters and its order."""
    if not query.listing.file:
        return []
    asks = [(name, value) for name, value in query.request.GET.lists() if name not in {"after", "format"}]
    kinds = [("CSV", []), ("Excel", [("format", EXCEL)])]
    if total is not None and total > MOST_IN_EXCEL:
        kinds = kinds[:1]
    match = query.request.resolver_match
    at = reverse(query.listing.file, kwargs=match.kwargs if match else None)
    return [{"label": kind, "href": _address(at, [*asks, *wanted])} for kind, wanted in kinds]


def _address(path: str, query: Any) -> str:
    encoded = urlencode(query, doseq=True)
    return f"{path}?{encoded}" if encoded else path
