"""Taking a plan out of Towpath. Each taking is recorded before the first byte leaves."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.plans.models import Plan
from towpath.plans.policies import may_export


@transaction.atomic
def take_plan_out(*, actor: Any, plan: Plan, kind: str) -> None:
    """Let a coordinator or board member take the whole plan out as Word, Excel or CSV."""
    may_export(actor, plan).require()
    record(actor=actor, event=Event.PLAN_EXPORTED, subject=plan, kind=kind, actions=plan.actions.current().count())
