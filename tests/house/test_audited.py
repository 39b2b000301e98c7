"""What the audit record calls a row of each model, and whose partnership it says it is of."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from towpath.accounts.models import User
from towpath.jobs.models import Job
from towpath.papers.models import Paper, PaperFile, PaperStep
from towpath.partners.models import Agency, Partnership, Post, Proposal
from towpath.plans.models import Action, OutsideStep, Plan, PlanDocument, ProgressUpdate, Recommendation, UpdateFigure
from towpath.practices.models import Practice, RegisterLoad, SignUp
from towpath.programmes.models import (
    Contract,
    Milestone,
    Phase,
    Programme,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
)
from towpath.records.audited import Declaration, label_of, partnership_key_of
from towpath.sources.models import ColumnMapping, Reading, SourceDocument
from towpath.training.models import Session, Support, TrainingRule

AUDITED = [model for model in apps.get_models() if hasattr(model, "audited_as")]
OURS = 7  # the partnership's key
DAY = date(2026, 3, 5)
PERSON = User(name="Ruth Okafor")
PLAN = Plan(pk=3, title="Strategy 2024", partnership_id=OURS)
ACTION = Action(plan=PLAN, position=4)
DOCUMENT = SourceDocument(pk=5, name="tracker.docx", partnership_id=OURS)
PROGRAMME = Programme(name="IRIS {in full}", partnership_id=OURS)
SITE = Site(programme=PROGRAMME, number=2, area="Tower Hamlets")
PRACTICE = Practice(name="Alder Road", code="Z90001")
SIGN_UP = SignUp(practice=PRACTICE, site=SITE)
PERIOD = {"financial_year": 2026, "quarter_number": 2}


def paper_about(subject: models.Model, kind: str, issue: int = 1) -> Paper:
    paper = Paper(kind=kind, subject=1, partnership_id=OURS, issue=issue, **PERIOD)
    paper.about = subject
    return paper


# A row of each model, what an entry calls it, and the key of its partnership.
ROWS: list[tuple[models.Model, str, int | None]] = [
    (PERSON, "Ruth Okafor", None),
    (Authenticator(user=PERSON, type="totp"), "TOTP Authenticator", None),
    (Partnership(pk=OURS, name="Lockwater"), "Lockwater", OURS),
    (Agency(name="Housing", partnership_id=OURS), "Housing", OURS),
    (Post(role="coordinator", user=PERSON, partnership_id=OURS), "Partnership coordinator: Ruth Okafor", OURS),
    (PLAN, "Strategy 2024", OURS),
    (PlanDocument(plan=PLAN), "Document of Strategy 2024", OURS),
    (ACTION, "Action 4 of Strategy 2024", OURS),
    (ProgressUpdate(pk=12, action=ACTION), "Account 12", OURS),
    (OutsideStep(pk=13, action=ACTION), "Step 13", OURS),
    (UpdateFigure(pk=6, value="58", update=ProgressUpdate(action=ACTION)), "Figure 6", OURS),
    (DOCUMENT, "Document 5", OURS),
    (Reading(pk=8, document=DOCUMENT), "Reading 8", OURS),
    (ColumnMapping(pk=9, partnership_id=OURS), "Column mapping 9", OURS),
    (PROGRAMME, "IRIS {in full}", OURS),
    (Contract(title="Grant", programme=PROGRAMME), "Grant of IRIS {in full}", OURS),
    (Phase(name="Phase 1", programme=PROGRAMME), "Phase 1 of IRIS {in full}", OURS),
    (Milestone(pk=10, programme=PROGRAMME), "Milestone 10 of IRIS {in full}", OURS),
    (SITE, "Tower Hamlets of IRIS {in full}", OURS),
    (SitePartner(pk=14, site=SITE), "Partner 14 at Tower Hamlets", OURS),
    (SitePost(pk=15, site=SITE), "Post 15 at Tower Hamlets", OURS),
    (SitePeriod(pk=16, site=SITE), "Period 16 at Tower Hamlets", OURS),
    (PRACTICE, "Alder Road (Z90001)", None),
    (RegisterLoad(name="practices.csv"), "practices.csv", None),
    (SIGN_UP, "Alder Road (Z90001) at Tower Hamlets", OURS),
    (Session(kind="clinical_1", held_on=DAY, site=SITE), "Clinical session 1 on 2026-03-05 at Tower Hamlets", OURS),
    (Support(kind="visit", given_on=DAY, sign_up=SIGN_UP), "Visit on 2026-03-05 at Alder Road (Z90001)", OURS),
    (
        TrainingRule(programme=PROGRAMME, in_force_from=DAY),
        "Fully-trained rule of IRIS {in full} from 2026-03-05",
        OURS,
    ),
    (Proposal(kind="take_role", partnership_id=OURS), "give themself a role that sees people’s cases", OURS),
    (Job(kind="plans.remind_leads"), "Remind leads", None),
    (paper_about(PLAN, "plans.quarter"), "2026/27 Q2 quarter report of Strategy 2024", OURS),
    (paper_about(PROGRAMME, "delivery.progress"), "2026/27 Q2 progress report of IRIS {in full}", OURS),
    (
        paper_about(PROGRAMME, "delivery.progress", issue=2),
        "2026/27 Q2 progress report of IRIS {in full}, issue 2",
        OURS,
    ),
    (PaperStep(pk=17, paper=paper_about(PLAN, "plans.quarter")), "Step 17 of a paper", OURS),
    (PaperFile(pk=18, paper=paper_about(PLAN, "plans.quarter")), "File 18 of a paper", OURS),
]


@pytest.mark.parametrize(("row", "label", "partnership"), ROWS, ids=[type(row).__name__ for row, _, _ in ROWS])
def test_an_entry_names_the_row_and_the_partnership(row: models.Model, label: str, partnership: int | None) -> None:
    assert (label_of(row), partnership_key_of(row)) == (label, partnership)


def test_every_model_that_declares_what_entries_call_it_is_tried_here() -> None:
    assert {type(row) for row, _, _ in ROWS} == set(AUDITED)


def test_a_model_that_declares_nothing_is_named_by_its_kind_and_key() -> None:
    assert label_of(RiskAssessment(pk=11, site=SITE)) == "risk assessment 11"
    assert partnership_key_of(Recommendation(plan=PLAN)) is None


def leads_to(model: type[models.Model]) -> type[models.Model] | None:
    """The model at the end of the declared way; None where there is no such field on the way."""
    declared: Declaration = model.audited_as  # type: ignore[attr-defined]
    at: type[models.Model] = model
    try:
        for name in declared.partnership.split("__"):
            field = at._meta.pk if name == "pk" else at._meta.get_field(name)
            at = getattr(field, "related_model", None) or at
    except FieldDoesNotExist:
        return None
    return at


@pytest.mark.parametrize("model", [one for one in AUDITED if one.audited_as.partnership], ids=lambda one: one.__name__)
def test_every_declared_way_leads_to_a_partnership(model: type[models.Model]) -> None:
    assert leads_to(model) is Partnership


def test_the_rule_finds_a_way_that_leads_nowhere_or_elsewhere() -> None:
    class Astray(Reading):
        audited_as = Declaration("", "document")

        class Meta:
            app_label = "sources"
            abstract = True

    assert leads_to(Astray) is SourceDocument
    Astray.audited_as = Declaration("", "documents__partnership")
    assert leads_to(Astray) is None
