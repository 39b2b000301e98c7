from datetime import date

from django.db import transaction

from tests.made_up_room.stalls.models import Stall
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.programmes.models import Programme
from towpath.programmes.policies import may_edit_programme
from towpath.programmes.rules import if_before_launch
from towpath.records.refusing import refuse


@transaction.atomic
def record_stall(*, actor: User, programme: Programme, place: str, held_on: date, visitors: int | None) -> Stall:
    """Record a stall that was held. Raises Refused by field."""
    may_edit_programme(actor, programme.partnership).require()
    refuse(held_on=if_before_launch(programme, held_on))
    stall = Stall.objects.create(programme=programme, place=place, held_on=held_on, visitors=visitors)
    record(actor=actor, event=Event.PROGRAMME_AMENDED, subject=stall, held_on=held_on.isoformat())
    return stall
