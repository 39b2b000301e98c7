"""Who may do what with a plan. Each rule is a sentence a coordinator would agree with."""

from towpath.access.grants import holds
from towpath.access.reach import reaches
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.plans.models import Action, Plan


def may_edit_plans(user: User, partnership: Partnership) -> Verdict:
    """Only a coordinator of the partnership reads plans in, corrects them and sets their base date."""
    return allowed_if(
        holds(user, Permission.EDIT_PLANS, partnership_id=partnership.pk),
        "Only the partnership's coordinator can read plans in or correct them.",
    )


def may_export(user: User, plan: Plan) -> Verdict:
    """Coordinators and board members take a plan out whole."""
    return allowed_if(
        holds(user, Permission.EXPORT_PLANS, partnership_id=plan.partnership_id),
        "Only the coordinator and board members can take a whole plan out of Towpath.",
    )


def may_report_progress(user: User, action: Action) -> Verdict:
    """The coordinator reports on any action; an agency lead on those their own agency leads."""
    if action.is_gone:
        return Verdict(False, "This action is no longer in the plan, so its history is closed.")
    return allowed_if(
        reaches(user, Permission.REPORT_PROGRESS, action),
        "Only the coordinator and the agencies that lead this action can report its progress.",
    )


def may_record_outside_step(user: User, action: Action) -> Verdict:
    """Whoever may report progress may record a step, on an action marked as outside our control."""
    if not action.is_outside_control:
        return Verdict(False, "This action is within the partnership's control: report its progress instead.")
    return may_report_progress(user, action)


def may_amend_action(user: User, action: Action) -> Verdict:
    """Only the coordinator changes who leads an action, its deadline or whether we control it."""
    if action.is_gone:
        return Verdict(False, "This action is no longer in the plan, so its history is closed.")
    return may_edit_plans(user, action.plan.partnership)


def may_decide_figure(user: User, action: Action) -> Verdict:
    """Whoever may report progress says whether a figure found in an update is right."""
    return may_report_progress(user, action)
