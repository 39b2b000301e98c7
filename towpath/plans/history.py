"""Which records of plans have a history, can be corrected and be taken back, and what follows from each."""

from collections.abc import Callable
from functools import partial

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.partners.services.partnerships import lock_partnership
from towpath.plans import policies
from towpath.plans.models import Action, Evidence, OutsideStep, Plan, PlanDocument, ProgressUpdate, UpdateFigure
from towpath.plans.services.amending import faults_of_plan
from towpath.plans.services.correcting import carry_on
from towpath.plans.services.outside import STEPS_AFTER, faults_of_step
from towpath.plans.services.rating import newest_quarter, rate_document_again
from towpath.records.holding import lock
from towpath.records.kinds import KINDS, RecordKind, itself_alone, no_faults
from towpath.records.reckoning import reckon_again
from towpath.ui.words import as_day, count_of

LEAVES = "An action leaves its plan with a newer document, or together with the plan."
STAYS_WITH_PLAN = "It goes with its plan: take that back, or correct the date."
STAYS_WITH_ACCOUNT = "A figure belongs to its account: decline it where it is wrong, or correct the account."
RATED_ANEW = "The action then carries the rating true of the latest date that is left."


def register() -> None:
    """Called once, when the room is ready."""
    KINDS.add(PLAN, DOCUMENT, ACTION, UPDATE, STEP, EVIDENCE, FIGURE)


def _action_of(record: ProgressUpdate | OutsideStep) -> Action:
    return Action.objects.select_related("plan__partnership").prefetch_related("leads").get(pk=record.action_id)


def _shown_by(evidence: Evidence) -> Action:
    shows = evidence.update or evidence.step
    assert shows  # the table holds none without
    return _action_of(shows)


def _action_page(action: Action) -> str:
    return reverse("plans:action", args=[action.pk])


def _plan_page(plan: Plan) -> str:
    is_there = Plan.objects.filter(pk=plan.pk).exists()
    return reverse("plans:plan", args=[plan.pk]) if is_there else reverse("plans:plans")


def _may_edit(user: User, plan: Plan) -> Verdict:
    return policies.may_edit_plans(user, plan.partnership)


def _why_plan_stays(plan: Plan) -> str:
    """What others made of a plan is not taken back with it."""
    if quarter := newest_quarter(plan):
        return f"The report of {quarter} was built from it, and stays."
    given = ProgressUpdate.objects.filter(action__plan=plan, is_read_in=False).count()
    return f"{count_of(given, 'account')} given here depend on it: take those back first." if given else ""


def _why_step_stays(step: OutsideStep) -> str:
    later = OutsideStep.objects.filter(action=step.action_id, recorded_at__gt=step.recorded_at)
    return STEPS_AFTER if later.exists() else ""


def _lock(action: int) -> None:
    lock(Action, action, no_key=True)


def _carry_on(record: ProgressUpdate | OutsideStep) -> Callable[[], None]:
    action = _action_of(record)
    return lambda: carry_on(Action.objects.select_related("plan").get(pk=action.pk))


def _action_seen(record: ProgressUpdate | OutsideStep) -> tuple[str, Action]:
    return "action_seen", _action_of(record)


def _rating_of(update: ProgressUpdate) -> str:
    return _action_of(update).plan.scheme.rating(update.rating).label


PLAN = RecordKind(
    model=Plan,
    noun="plan",
    title=lambda one: one.title,
    owner=lambda one: Partnership.objects.get(pk=one.partnership_id),
    visible=Partnership.objects.visible_to,
    may_change=policies.may_edit_plans,
    page=_plan_page,
    lock=lambda one: lock_partnership(Partnership.objects.get(pk=one.partnership_id)),
    faults=faults_of_plan,
    correct="plans:amend_plan",
    keeps=_why_plan_stays,
    follows=lambda one: [
        f"Its {count_of(one.actions.count(), 'action')} are in no list, sum or reminder any more.",
        "The reading it came from goes with it; the document stays and can be read in again.",
    ],
    takes=(
        "updates", "outside_steps", "evidence", "figures", "reminders", "documents", "readings", "compared_readings",
    ),
    derive=lambda one: partial(reckon_again, one.actions.all()),
    reading=lambda one: ("plan_seen", one),
)  # fmt: skip
DOCUMENT = RecordKind(
    model=PlanDocument,
    noun="document of a plan",
    title=lambda one: f"Document taken into {one.plan} on {as_day(one.taken_in_at)}",
    owner=lambda one: Plan.objects.select_related("partnership").get(pk=one.plan_id),
    visible=Plan.objects.visible_to,
    may_change=_may_edit,
    page=lambda one: _plan_page(one.plan),
    lock=itself_alone,
    faults=no_faults,
    correct="plans:date_document",
    keeps=lambda one: STAYS_WITH_PLAN,
    derive=lambda one: partial(rate_document_again, one),
    reading=lambda one: ("plan_seen", one.plan),
)
ACTION = RecordKind(
    model=Action,
    noun="action",
    title=lambda one: one.text,
    owner=lambda one: Plan.objects.select_related("partnership").get(pk=one.plan_id),
    visible=Plan.objects.visible_to,
    may_change=_may_edit,
    page=_action_page,
    lock=itself_alone,
    faults=no_faults,
    correct="plans:amend_action",
    keeps=lambda one: LEAVES,
    reading=lambda one: ("action_seen", one),
)
UPDATE = RecordKind(
    model=ProgressUpdate,
    noun="account",
    title=lambda one: f"{_rating_of(one)}, account of {as_day(one.as_of or one.recorded_at)}",
    owner=_action_of,
    visible=Action.objects.visible_to,
    may_change=policies.may_report_progress,
    page=lambda one: reverse("plans:action", args=[one.action_id]),
    lock=lambda one: _lock(one.action_id),
    faults=no_faults,
    correct="plans:correct_update",
    follows=lambda one: [RATED_ANEW, "Its evidence and the figures found in it go with it."],
    takes=("evidence", "figures"),
    derive=_carry_on,
    reading=_action_seen,
)
STEP = RecordKind(
    model=OutsideStep,
    noun="step",
    title=lambda one: f"{one.get_kind_display()}: {one.body}, {as_day(one.happened_on)}",
    owner=_action_of,
    visible=Action.objects.visible_to,
    may_change=policies.may_record_outside_step,
    page=lambda one: reverse("plans:action", args=[one.action_id]),
    lock=lambda one: _lock(one.action_id),
    faults=faults_of_step,
    correct="plans:correct_step",
    keeps=_why_step_stays,
    follows=lambda one: ["The action is as far as the step before it.", "Its evidence goes with it."],
    takes=("evidence",),
    derive=_carry_on,
    reading=_action_seen,
)
EVIDENCE = RecordKind(
    model=Evidence,
    noun="piece of evidence",
    title=lambda one: one.name,
    owner=_shown_by,
    visible=Action.objects.visible_to,
    may_change=policies.may_report_progress,
    page=lambda one: _action_page(_shown_by(one)),
    lock=lambda one: _lock(_shown_by(one).pk),
    faults=no_faults,
    follows=lambda one: ["Nobody can open it any more."],
    reading=lambda one: ("action_seen", _shown_by(one)),
)
FIGURE = RecordKind(
    model=UpdateFigure,
    noun="figure",
    title=str,
    owner=lambda one: _action_of(one.update),
    visible=Action.objects.visible_to,
    may_change=policies.may_decide_figure,
    page=lambda one: _action_page(one.update.action),
    lock=itself_alone,
    faults=no_faults,
    correct="plans:decide_again",
    keeps=lambda one: STAYS_WITH_ACCOUNT,
    reading=lambda one: ("action_seen", _action_of(one.update)),
)
