"""Actions outside our control: who was written to, when, and what came back."""

from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.foundation.transitions import Transitions
from towpath.plans import policies
from towpath.plans.models import Action, OutsideStep
from towpath.plans.models.history import OutsideStepKind
from towpath.plans.services.progress import NOTHING_SHOWN, EvidenceInput, attach
from towpath.records.history import add_history
from towpath.records.holding import hold
from towpath.records.models import Act
from towpath.records.refusing import faults_by_field, refuse

STEPS_AFTER = "A later step rests on it: take that back first."
STEPS = Transitions(
    "Step on an action outside our control",
    {
        OutsideStepKind.NOT_SENT: (OutsideStepKind.SENT,),
        OutsideStepKind.SENT: (OutsideStepKind.SENT, OutsideStepKind.ACKNOWLEDGED, OutsideStepKind.ANSWERED),
        OutsideStepKind.ACKNOWLEDGED: (OutsideStepKind.SENT, OutsideStepKind.ANSWERED),
        OutsideStepKind.ANSWERED: (OutsideStepKind.SENT,),
    },
)


@transaction.atomic
def record_outside_step(
    *,
    actor: User,
    action: Action,
    version: int,
    kind: str,
    body: str,
    happened_on: date,
    account: str = "",
    evidence: EvidenceInput = NOTHING_SHOWN,
) -> OutsideStep:
    """Record that something was sent, acknowledged or answered. Raises ChangedMeanwhile or Refused."""
    policies.may_record_outside_step(actor, action).require()
    held = hold(Action.objects.select_related("plan"), action.pk, version=version)
    refuse(kind=STEPS.fault(OutsideStepKind(held.outside_state), OutsideStepKind(kind)))
    step = OutsideStep.objects.create(
        action=held,
        kind=kind,
        body=body,
        happened_on=happened_on,
        account=account,
        recorded_by=actor,
        recorded_at=now(),
    )
    add_history(step, actor=actor, act=Act.RECORDED)
    attach(evidence, step=step)
    held.outside_state, held.version = kind, held.version + 1
    held.save(update_fields=["outside_state", "version"])
    record(actor=actor, event=Event.OUTSIDE_STEP_RECORDED, subject=held, step=kind)
    return step


def faults_of_step(step: OutsideStep) -> dict[str, str]:
    """What speaks against putting a step back: a later one rests on it, or it cannot follow the one before."""
    others = OutsideStep.objects.filter(action=step.action_id).exclude(pk=step.pk)
    if others.filter(recorded_at__gt=step.recorded_at).exists():
        return {"kind": STEPS_AFTER}
    before = others.order_by("-recorded_at", "-pk").first()
    state = OutsideStepKind(before.kind) if before else OutsideStepKind.NOT_SENT
    return faults_by_field(kind=STEPS.fault(state, OutsideStepKind(step.kind)))
