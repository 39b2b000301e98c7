"""A list on its way out as CSV; recorded before the first byte leaves."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse

from towpath.documents.writers.csv import csv_lines
from towpath.documents.writers.sheet import Sheet
from towpath.practices.services.lists import take_list_out
from towpath.programmes.models import Programme


def csv_of(user: Any, sheet: Sheet, programmes: Collection[Programme], *, listed: str, day: date) -> HttpResponseBase:
    """The sheet as a file named after what it lists and the day it is of."""
    take_list_out(actor=user, programmes=programmes, listed=listed, rows=sheet.count)
    response = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listed}-{day:%Y-%m-%d}.csv"'
    return response
