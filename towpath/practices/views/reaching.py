"""Who may reach pages of training, and how a list leaves them as a file."""

from collections.abc import Collection
from datetime import date

from towpath.access.declare import holders_of
from towpath.access.grants import Visitor
from towpath.access.roles import Permission
from towpath.asking.lists import ListFile
from towpath.audit.events import Event
from towpath.documents.writers.sheet import Sheet
from towpath.practices import policies
from towpath.programmes.models import Programme

sees_training = holders_of(Permission.VIEW_TRAINING)
records_training = holders_of(Permission.RECORD_TRAINING)


def training_file(
    user: Visitor, sheet: Sheet, programmes: Collection[Programme], listed: str, day: date | None = None
) -> ListFile:
    """What somebody sees as a list, recorded with each programme it speaks of, so that its auditors find it."""
    policies.may_take_lists_out(user).require()
    return ListFile(sheet, Event.DELIVERY_EXPORTED, programmes, {"list": listed}, day)
