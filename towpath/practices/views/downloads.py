"""A list on its way out as CSV; recorded before the first byte leaves."""

from collections.abc import Collection
from datetime import date

from django.http import HttpResponseBase

from towpath.access.grants import Visitor
from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.documents.writers.csv import csv_lines
from towpath.documents.writers.sheet import Sheet
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.programmes.models import Programme


def list_as_file(
    user: Visitor, sheet: Sheet, programmes: Collection[Programme], *, listed: str, name: str = "",
    day: date | None = None,
) -> HttpResponseBase:  # fmt: skip
    """What somebody sees as a list, named after what it lists and the day it is of, which is today if none is given.

    Recorded with each programme it speaks of, so that its auditors find it.
    """
    policies.may_take_lists_out(user).require()
    named = f"{name or listed}-{day or today():%Y-%m-%d}.csv"
    lines = csv_lines(sheet)
    return hand_out(user, Event.DELIVERY_EXPORTED, lines, of=programmes, name=named, list=listed, rows=sheet.count)
