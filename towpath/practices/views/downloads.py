"""A list as a CSV file to download."""

from django.http import StreamingHttpResponse

from towpath.documents.writers.csv import csv_lines
from towpath.documents.writers.sheet import Sheet
from towpath.foundation.clock import today


def as_file(sheet: Sheet, name: str) -> StreamingHttpResponse:
    """The sheet, named after what it holds and the day it was taken out."""
    response = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y-%m-%d}.csv"'
    return response
