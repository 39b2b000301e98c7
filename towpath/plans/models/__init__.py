"""What the partnership promised, in the order of the thread: plan, recommendation, action, update."""

from towpath.plans.models.actions import Action, ActionLead
from towpath.plans.models.history import Evidence, OutsideStep, ProgressUpdate, ReminderSent, UpdateFigure
from towpath.plans.models.plans import Plan, PlanDocument, Recommendation

__all__ = [
    "Action",
    "ActionLead",
    "Evidence",
    "OutsideStep",
    "Plan",
    "PlanDocument",
    "ProgressUpdate",
    "Recommendation",
    "ReminderSent",
    "UpdateFigure",
]
