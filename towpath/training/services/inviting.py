"""Taking out the invitation to a session."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.training import policies
from towpath.training.models import Session


@transaction.atomic
def take_invitation_out(*, actor: Any, session: Session) -> None:
    """Let whoever sees a planned or cancelled session take its calendar file out."""
    policies.may_take_invitation(actor, session).require()
    record(actor=actor, event=Event.INVITATION_EXPORTED, subject=session, state=session.state)
