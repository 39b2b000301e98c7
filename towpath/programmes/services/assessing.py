"""Risk assessments of meeting in person, and the quarter's check of the core elements. Both are history: they grow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.programmes import policies
from towpath.programmes.models import CoreCheck, CoreElement, Finding, RiskAssessment, RiskOutcome, Site
from towpath.programmes.rules import if_before_launch, if_in_future
from towpath.programmes.services.locking import locked_site
from towpath.records.history import require_reason, require_version, save_with_history
from towpath.records.holding import require_unchanged
from towpath.records.quarters import columns_of
from towpath.records.refusing import faults_by_field, refuse


@dataclass(frozen=True)
class Checked:
    """What a core element was found to be, why, and where that can be seen."""

    element: CoreElement
    finding: str
    reason: str = ""
    evidence: str = ""


@transaction.atomic
def assess_risk(
    *,
    actor: User,
    site: Site,
    made_on: date,
    made_by: str,
    outcome: str,
    measures: str = "",
    review_on: date | None = None,
    evidence: str = "",
) -> RiskAssessment:
    """Record a site's assessment of working face to face; the newest one counts."""
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    assessment = RiskAssessment(
        site=held, made_on=made_on, made_by=made_by, outcome=RiskOutcome(outcome), measures=measures,
        review_on=review_on, evidence=evidence, recorded_by=actor, recorded_at=now(),
    )  # fmt: skip
    refuse(**faults_of_assessment(assessment))
    save_with_history(assessment, actor=actor)
    record(actor=actor, event=Event.RISK_ASSESSED, subject=held, outcome=str(assessment.outcome))
    return assessment


@transaction.atomic
def correct_risk_assessment(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    assessment: RiskAssessment,
    why: str,
    made_on: date,
    made_by: str,
    outcome: str,
    measures: str,
    review_on: date | None,
    evidence: str,
    version: int | None = None,
) -> RiskAssessment:
    """Correct what was typed wrongly of an assessment, and say why. What was assessed anew is another assessment."""
    policies.may_edit_programme(actor, assessment.site.programme.partnership).require()
    site = locked_site(assessment.site)
    held = site.risk_assessments.get(pk=assessment.pk)
    require_version(held, version)
    held.made_on, held.made_by, held.outcome, held.measures = made_on, made_by, RiskOutcome(outcome), measures
    held.review_on, held.evidence = review_on, evidence
    refuse(**faults_of_assessment(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.RISK_ASSESSMENT_CORRECTED, subject=site, outcome=str(held.outcome))
    return held


def faults_of_assessment(assessment: RiskAssessment) -> dict[str, str]:
    """An assessment was made by today, names the measures it depends on, and is looked at again later."""
    lacks_measures = assessment.outcome == RiskOutcome.WITH_MEASURES and not assessment.measures.strip()
    is_reviewed_too_soon = assessment.review_on is not None and assessment.review_on <= assessment.made_on
    return faults_by_field(
        made_on=if_in_future(assessment.made_on),
        measures="Say which measures it depends on." if lacks_measures else "",
        review_on="It is looked at again after the day it was made." if is_reviewed_too_soon else "",
    )


@transaction.atomic
def check_core_elements(
    *, actor: User, site: Site, quarter: Quarter, findings: Sequence[Checked], version: str | None = None
) -> list[CoreCheck]:
    """Record what a quarter's check found. What was found before, in the same words, is not written again.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    known = newest_checks(held, quarter)
    require_unchanged(held, known, version=version)
    every = [_check(held, quarter, found, actor) for found in findings]
    for check in every:
        refuse(**faults_of_check(check))
    checks = [check for check in every if known.get(check.element_id) != _as_kept(check)]
    for check in checks:
        save_with_history(check, actor=actor)
    found = {str(one.element.pk): str(one.finding) for one in findings}
    record(actor=actor, event=Event.CORE_ELEMENT_CHECKED, subject=held, quarter=quarter.label, findings=found)
    return checks


def faults_of_check(check: CoreCheck) -> dict[str, str]:
    """A quarter has begun and is of the programme's time, and has the element; what was not kept has a reason."""
    quarter, programme = check.quarter, check.site.programme
    is_ahead = quarter.start > today()
    ahead = f"{quarter.label} has not begun: it can be checked from its first day." if is_ahead else ""
    is_foreign = check.element.programme_id != programme.pk
    is_silent = check.finding != Finding.KEPT and not check.reason.strip()
    why = f"Say why “{check.element.name}” was {Finding(check.finding).label.lower()}." if is_silent else ""
    return faults_by_field(
        quarter=ahead or if_before_launch(programme, quarter.end),
        findings="Choose core elements of this programme." if is_foreign else why,
    )


def faults_of_check_put_back(check: CoreCheck) -> dict[str, str]:
    """The same, and it does not repeat in the same words what was found just before it or just after."""
    of_element = CoreCheck.objects.of(check.quarter).filter(site=check.site, element=check.element)
    beside = (
        of_element.filter(pk__lt=check.pk).order_by("-pk").first(),
        of_element.filter(pk__gt=check.pk).order_by("pk").first(),
    )
    is_double = any(one and _as_kept(one) == _as_kept(check) for one in beside)
    return faults_of_check(check) | faults_by_field(findings="The same was found anew since." if is_double else "")


def newest_checks(site: Site, quarter: Quarter) -> dict[int, tuple[str, str, str]]:
    """By core element, what the newest check of the quarter found."""
    checks = site.core_checks.of(quarter).order_by("pk")
    return {check.element_id: (check.finding, check.reason, check.evidence) for check in checks}


def _as_kept(check: CoreCheck) -> tuple[str, str, str]:
    return check.finding, check.reason, check.evidence


def _check(site: Site, quarter: Quarter, found: Checked, actor: User) -> CoreCheck:
    return CoreCheck(
        site=site, element=found.element, finding=str(found.finding), reason=found.reason.strip(),
        evidence=found.evidence.strip(), checked_by=actor, checked_at=now(), **columns_of(quarter),
    )  # fmt: skip
