"""The world of the forms with an entry about every watched row, as it would be had services made all of it."""

from types import SimpleNamespace

from django.db.transaction import atomic

from tests.forms.world import make_world
from towpath.accounts.tests.ways_in import set_up_app
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.records.audited import watched_models


def recorded_world() -> SimpleNamespace:
    world = make_world()
    set_up_app(world.somebody)
    record_what_builders_made()
    return world


@atomic
def record_what_builders_made() -> None:
    """So that every watched row has an entry that says how it is."""
    rows = [row for model in watched_models() for row in model._base_manager.all()]
    record(actor=None, event=Event.POST_CORRECTED, beside=rows)
    record(actor=None, event=Event.AUDIT_SEEN)
