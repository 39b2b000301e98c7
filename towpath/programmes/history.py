"""Which records of programmes and sites have a history, can be corrected and be taken back, and what follows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.papers.models import papers_about
from towpath.partners.models import Partnership
from towpath.partners.services.partnerships import lock_partnership
from towpath.programmes import policies
from towpath.programmes.models import (
    Contract,
    CoreCheck,
    Milestone,
    Phase,
    Programme,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
    Terms,
)
from towpath.programmes.rules import in_days
from towpath.programmes.services.assessing import faults_of_assessment, faults_of_check_put_back
from towpath.programmes.services.contracts import faults_of_contract, faults_of_terms
from towpath.programmes.services.locking import locked_contract, locked_programme, locked_site
from towpath.programmes.services.milestones import faults_of_milestone
from towpath.programmes.services.periods import faults_of_period
from towpath.programmes.services.posts import faults_of_site_post
from towpath.programmes.services.programmes import faults_of_phase, faults_of_programme
from towpath.programmes.services.sites import faults_of_partner, faults_of_site
from towpath.programmes.services.targets import faults_of_targets
from towpath.records.kinds import KINDS, RecordKind
from towpath.records.reckoning import reckon_again
from towpath.ui.words import as_day

VARIED = "It was varied since: take back its variations first."
FIRST_AGREED = "It is what was first agreed: take back the whole contract, or correct it."


def register() -> None:
    """Called once, when the room is ready."""
    KINDS.add(*OF_SITES, *OF_PROGRAMMES, SITE, PROGRAMME, TERMS)


def _may_edit(user: User, owner: Site | Programme) -> Verdict:
    programme = owner.programme if isinstance(owner, Site) else owner
    return policies.may_edit_programme(user, programme.partnership)


def _site_of(record: Any) -> Site:
    return Site.objects.select_related("programme__partnership").get(pk=record.site_id)


def _programme_of(record: Any) -> Programme:
    return Programme.objects.select_related("partnership").get(pk=record.programme_id)


def _site_page(record: Any) -> str:
    return reverse("programmes:site_record", args=[record.site_id])


def _programme_page(record: Any) -> str:
    return reverse("programmes:programme", args=[record.programme_id])


def _days(record: Any) -> str:
    until = f" to {as_day(record.ended_on)}" if record.ended_on else ""
    return f"{as_day(record.started_on)}{until}" if until else f"from {as_day(record.started_on)}"


def _quarter(check: CoreCheck) -> str:
    return check.quarter.label


def _programme_seen(record: Any) -> tuple[str, Programme]:
    return "programme_seen", _programme_of(record)


def _of_site(model: Any, noun: str, title: Callable[[Any], str], correct: str = "", **more: Any) -> RecordKind:
    """A kind of record that stands on a site."""
    return RecordKind(
        model=model, noun=noun, title=title, owner=_site_of, visible=Site.objects.visible_to, may_change=_may_edit,
        page=_site_page, lock=lambda one: locked_site(_site_of(one)), correct=correct,
        reading=lambda one: ("site_seen", _site_of(one)), **more,
    )  # fmt: skip


def _of_programme(model: Any, noun: str, title: Callable[[Any], str], correct: str = "", **more: Any) -> RecordKind:
    """A kind of record that stands on a programme."""
    return RecordKind(
        model=model, noun=noun, title=title, owner=_programme_of, visible=Programme.objects.visible_to,
        may_change=_may_edit, page=_programme_page, lock=_lock_programme, correct=correct,
        reading=_programme_seen, **more,
    )  # fmt: skip


def _lock_programme(record: Any) -> None:
    locked_programme(_programme_of(record))


def _milestone_page(milestone: Milestone) -> str:
    return _site_page(milestone) if milestone.site_id else _programme_page(milestone)


OF_SITES = (
    _of_site(
        SitePeriod, "period", lambda one: f"{one.get_mode_display()}, {in_days(one)}", "programmes:amend_period",
        faults=faults_of_period,
        follows=lambda one: ["For its days nothing is recorded of how the site worked: they show as a gap."],
    ),
    _of_site(
        SitePost, "post", lambda one: f"{one.name}, {one.get_kind_display().lower()}, {_days(one)}",
        "programmes:correct_site_post",
        faults=faults_of_site_post,
        follows=lambda one: ["They are counted as in post on no day, and see the site by this post no longer."],
    ),
    _of_site(
        SitePartner, "partner agency", lambda one: f"{one.agency.name}, {_days(one)}", "programmes:correct_partner",
        faults=faults_of_partner,
        follows=lambda one: ["The agency is named as a partner of the site no longer."],
    ),
    _of_site(
        RiskAssessment, "risk assessment",
        lambda one: f"Risk assessment of {as_day(one.made_on)}: {one.get_outcome_display().lower()}",
        "programmes:correct_risk_assessment",
        faults=faults_of_assessment,
        follows=lambda one: ["The assessment before it holds again, where there is one."],
    ),
    _of_site(
        CoreCheck, "check of a core element",
        lambda one: f"{one.element.name} in {_quarter(one)}: {one.get_finding_display().lower()}",
        faults=faults_of_check_put_back,
        follows=lambda one: ["What was found before in that quarter holds again, where anything was."],
    ),
)  # fmt: skip
OF_PROGRAMMES = (
    _of_programme(
        Phase, "phase", lambda one: f"{one.name}, from {as_day(one.starts_on)}", "programmes:correct_phase",
        faults=faults_of_phase,
        derive=lambda one: partial(reckon_again, _programme_of(one).milestones.all()),
    ),
    _of_programme(
        Contract, "contract", lambda one: f"{one.title}, from {as_day(one.starts_on)}", "programmes:correct_contract",
        faults=faults_of_contract,
        takes=("terms",),
        keeps=lambda one: VARIED if one.terms.count() > 1 else "",
        follows=lambda one: ["Its ends of delivery and of all work bind the programme no longer."],
        derive=lambda one: partial(reckon_again, _programme_of(one).milestones.all()),
    ),
    RecordKind(
        model=Milestone, noun="milestone", title=lambda one: one.name, owner=_programme_of,
        visible=Programme.objects.visible_to, may_change=_may_edit, page=_milestone_page, lock=_lock_programme,
        faults=faults_of_milestone, correct="programmes:amend_milestone",
        follows=lambda one: ["It is due, overdue or met no longer."],
        derive=lambda one: partial(reckon_again, Milestone.objects.filter(pk=one.pk)), reading=_programme_seen,
    ),
)  # fmt: skip
SITE = _of_programme(
    Site, "site", str, "programmes:amend_site",
    faults=lambda one: faults_of_site(one) | faults_of_targets(one),
    follows=lambda one: ["Its periods, posts, partner agencies, milestones and targets go with it."],
    derive=lambda one: partial(reckon_again, one.milestones.all()),
)  # fmt: skip


def _why_programme_stays(programme: Programme) -> str:
    """What was reported of a programme is not taken back with it."""
    if programme.sites.exists():
        return "It has sites: take those back first."
    newest = papers_about(programme).order_by("-financial_year", "-quarter_number").first()
    return f"A {newest.of_kind.noun} of {newest.quarter} is about it, and stays." if newest else ""


PROGRAMME = RecordKind(
    model=Programme,
    noun="programme",
    title=str,
    owner=lambda one: Partnership.objects.get(pk=one.partnership_id),
    visible=Partnership.objects.visible_to,
    may_change=policies.may_edit_programme,
    page=lambda one: (
        reverse("programmes:programme", args=[one.pk])
        if Programme.objects.filter(pk=one.pk).exists()
        else reverse("programmes:programmes")
    ),
    lock=lambda one: lock_partnership(Partnership.objects.get(pk=one.partnership_id)),
    faults=faults_of_programme,
    correct="programmes:amend_programme",
    keeps=_why_programme_stays,
    takes=("terms",),
    follows=lambda one: ["Its phases, contracts and milestones go with it."],
    derive=lambda one: partial(reckon_again, one.milestones.all()),
    reading=lambda one: ("programme_seen", one),
)
TERMS = RecordKind(
    model=Terms,
    noun="variation",
    title=lambda one: f"{one} of {one.contract.title}, agreed on {as_day(one.agreed_on)}",
    owner=lambda one: one.contract.programme,
    visible=Programme.objects.visible_to,
    may_change=_may_edit,
    page=lambda one: reverse("programmes:programme", args=[one.contract.programme_id]),
    lock=lambda one: locked_contract(one.contract),
    faults=faults_of_terms,
    correct="programmes:correct_terms",
    keeps=lambda one: FIRST_AGREED if one.number == 0 else "",
    follows=lambda one: ["What was agreed before it holds again: its ends and its budget."],
    derive=lambda one: partial(reckon_again, one.contract.programme.milestones.all()),
    reading=lambda one: ("programme_seen", one.contract.programme),
)
