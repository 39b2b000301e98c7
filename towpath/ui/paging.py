"""Long lists, a page at a time, by the key of the last row shown: the last page costs what the first does.

A cursor is the place in the order from which a page goes on, forwards or back. Rows that are equal in every
named column are told apart by their primary key, so no row is shown twice or missed. Empty values come last.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Count, F, Field, Model, Q, QuerySet, Window

Row = TypeVar("Row")
FORWARDS, BACK = "f", "b"
LONGEST_NUMBER = 7  # digits of a row's number; a longer one is none of ours


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows and the cursors of its neighbours, "" where there is none; how many rows there are if known."""

    rows: list[Row]
    next: str = ""
    previous: str = ""
    total: int | None = None


@dataclass(frozen=True)
class _Column:
    """One column of the order."""

    name: str
    is_descending: bool
    may_be_empty: bool
    field: Field | None

    def order(self, direction: str) -> Any:
        """Ascending or descending, turned round on the way back; empty values are last on the way there."""
        descends = self.is_descending != (direction == BACK)
        if not self.may_be_empty:
            return F(self.name).desc() if descends else F(self.name).asc()
        last, first = (True, None) if direction == FORWARDS else (None, True)
        made = F(self.name).desc if descends else F(self.name).asc
        return made(nulls_last=last, nulls_first=first)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, direction: str) -> Q:
        """Rows that come after the value in the direction taken."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if direction == BACK else Q(pk__in=[])
        comparison = "lt" if self.is_descending != (direction == BACK) else "gt"
        found = Q(**{f"{self.name}__{comparison}": value})
        if self.may_be_empty and direction == FORWARDS:
            found |= Q(**{f"{self.name}__isnull": True})
        return found

    def from_here(self, value: Any, direction: str) -> Q:
        """The value's own rows and those beyond: what lets a database begin at the right place of an index."""
        if self.may_be_empty:
            return Q()
        comparison = "lte" if self.is_descending != (direction == BACK) else "gte"
        return Q(**{f"{self.name}__{comparison}": value})

    def read(self, value: Any) -> Any:
        """The value as the column holds it, from the text a cursor holds."""
        return value if value is None or self.field is None else self.field.to_python(value)


def page_by_key(
    queryset: QuerySet[Any],
    *,
    after: str,
    size: int,
    order: tuple[str, ...],
    whole: QuerySet[Any] | None = None,
    is_counted: bool = False,
) -> Page[Any]:
    """The page of `size` rows at the cursor `after`; the first page for "" and for a cursor we cannot read.

    `order` names columns, "-" before one that descends. Where the rows are wide, `whole` is the list before it was
    narrowed: keys are then put in order alone, which a database does several times as fast, and rows fetched from
    there. Where it `is_counted`, the first page then also knows how many rows there are: the narrowing is asked once.
    """
    columns = _columns(queryset, order)
    direction, key = _read_cursor(after, columns)
    rows, total = _rows(queryset, whole, columns, size, direction, key, is_counted)
    if key and (not rows or (direction == BACK and len(rows) <= size)):  # gone meanwhile, or the top of the list
        direction, key = FORWARDS, None
        rows, total = _rows(queryset, whole, columns, size, direction, key, is_counted)
    return replace(_page(rows, columns, size, direction, is_first=key is None), total=total)


def in_order(queryset: QuerySet[Any], order: tuple[str, ...]) -> QuerySet[Any]:
    """All the rows in the order in which `page_by_key` shows them."""
    return queryset.order_by(*(column.order(FORWARDS) for column in _columns(queryset, order)))


def page_by_number(rows: Sequence[Row], *, after: str, size: int) -> Page[Row]:
    """The page that begins at row number `after`, of a list whose order no database can make."""
    start = int(after) if after.isdecimal() and len(after) < LONGEST_NUMBER and int(after) < len(rows) else 0
    end = start + size
    return Page(
        rows=list(rows[start:end]),
        next=str(end) if end < len(rows) else "",
        previous=str(max(start - size, 0)) if start else "",
    )


def _rows(
    queryset: QuerySet[Any],
    whole: QuerySet[Any] | None,
    columns: list[_Column],
    size: int,
    direction: str,
    key: Any,
    is_counted: bool,
) -> tuple[list[Any], int | None]:
    """The rows from the key on, in the direction taken, with one more that tells whether there are others.

    Beside them how many rows there are, where the rows are wide and it is the first page.
    """
    narrowed = queryset.filter(_beyond(columns, key, direction)) if key else queryset
    order = [column.order(direction) for column in columns]
    if whole is None:
        return list(narrowed.order_by(*order)[: size + 1]), None
    keys = narrowed.order_by(*order).prefetch_related(None)[: size + 1]
    if key or not is_counted:
        return list(whole.filter(pk__in=keys.values("pk")).order_by(*order)), None
    counted = list(keys.values_list("pk", Window(Count("pk"))))
    found = whole.filter(pk__in=[one for one, _ in counted])
    return list(found.order_by(*order)), counted[0][1] if counted else 0


def _beyond(columns: list[_Column], key: list[Any], direction: str) -> Q:
    """Beyond the key in the first column, or level with it there and beyond it in the next, and so on."""
    found, level = Q(pk__in=[]), Q()
    for column, value in zip(columns, key, strict=True):
        found |= level & column.beyond(value, direction)
        level &= column.same(value)
    return columns[0].from_here(key[0], direction) & found


def _page(rows: list[Any], columns: list[_Column], size: int, direction: str, *, is_first: bool) -> Page[Any]:
    has_more, shown = len(rows) > size, rows[:size]
    if direction == BACK:
        shown.reverse()
    has_next = has_more or direction == BACK
    has_previous = not is_first and (has_more or direction == FORWARDS)
    return Page(
        rows=shown,
        next=_cursor(FORWARDS, shown[-1], columns) if shown and has_next else "",
        previous=_cursor(BACK, shown[0], columns) if shown and has_previous else "",
    )


def _columns(queryset: QuerySet[Any], order: Sequence[str]) -> list[_Column]:
    names = [*order] if {"pk", "-pk", "id", "-id"} & set(order) else [*order, "pk"]
    return [_column(queryset, name) for name in names]


def _column(queryset: QuerySet[Any], name: str) -> _Column:
    bare = name.removeprefix("-")
    annotation = queryset.query.annotations.get(bare)
    if annotation is not None:
        return _Column(bare, name != bare, True, annotation.output_field)
    fields = _fields_along(queryset.model, bare)
    return _Column(bare, name != bare, any(field.null for field in fields), fields[-1] if fields else None)


def _fields_along(model: type[Model], path: str) -> list[Field]:
    """The fields that a path such as "recommendation__position" passes through."""
    fields: list[Field] = []
    for part in path.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        if field is None or not isinstance(field, Field):
            raise FieldDoesNotExist(f"{path} is not a column to put a list in order by.")
        fields.append(field)
        model = field.related_model or model
    return fields


def _cursor(direction: str, row: Any, columns: list[_Column]) -> str:
    key = [_value(row, column.name) for column in columns]
    text = json.dumps([direction, *key], separators=(",", ":"), default=_as_text)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _value(row: Any, path: str) -> Any:
    return row[path] if isinstance(row, dict) else reduce(getattr, path.split("__"), row)


def _read_cursor(cursor: str, columns: list[_Column]) -> tuple[str, list[Any] | None]:
    """Direction and key; forwards from the top for a cursor that is none of ours."""
    try:
        direction, *kept = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = [column.read(value) for column, value in zip(columns, kept, strict=True)]
    except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError, RecursionError):
        return FORWARDS, None
    if direction not in (FORWARDS, BACK) or not all(map(_may_stand, columns, key)):
        return FORWARDS, None
    return direction, key


def _may_stand(column: _Column, value: Any) -> bool:
    """Whether a column could hold this: nothing only where it may be empty, and no text that no database keeps."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return column.may_be_empty if value is None else not isinstance(value, (list, dict))
