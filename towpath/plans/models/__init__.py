"""What the partnership promised, in the order of the thread: plan, recommendation, action, update."""

from towpath.plans.models.actions import Action, ActionLead
from towpath.plans.models.history import Evidence, Figure, OutsideStep, ProgressUpdate, ReminderSent
from towpath.plans.models.plans import Plan, PlanDocument, Recommendation

__all__ = [
    "Action",
    "ActionLead",
    "Evidence",
    "Figure",
    "OutsideStep",
    "Plan",
    "PlanDocument",
    "ProgressUpdate",
    "Recommendation",
    "ReminderSent",
]
