"""Of a real place or body the demonstration says what was published, or says where it is seen that it is invented."""

import re
from pathlib import Path

import pytest
from django.test import Client

from towpath.accounts.models import User
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.demonstration.tests.published import (
    ACTIONS,
    MILESTONES,
    PARTNERS,
    PERIODS,
    REAL_BODIES,
    TERMS,
    TRAINED_IN_PHASE_1,
    TRAINED_SOURCE,
)
from towpath.papers.models import PaperStep
from towpath.partners.models import Agency
from towpath.plans.models import Action, OutsideStep
from towpath.practices.models import Practice, SignUp
from towpath.programmes.models import (
    CoreCheck,
    Milestone,
    Programme,
    RiskAssessment,
    SitePartner,
    SitePeriod,
    SitePost,
    Target,
    Terms,
)
from towpath.training.models import Attainment, Support

pytestmark = pytest.mark.once  # what the demonstration says, no database changes

SHARED = Path(__file__).resolve().parents[5] / "shared" / "documents"
NAME = "IRIS in seven boroughs"
SOURCES = [
    *(source for source in REAL_BODIES.values() if source), *PERIODS.values(), *MILESTONES.values(), *TERMS.values(),
    TRAINED_SOURCE, *(source for _, _, source in ACTIONS.values()),
]  # fmt: skip
# Bodies that sound real and are the invented borough's own, or of no one place.
INVENTED_OR_GENERAL = re.compile(
    r"Lockwater|\(invented\)|^(Acute Hospital Trust|Adult Social Care|Antisocial Behaviour Unit|CSP|Cabinet Member for "
    r"Community Safety|Business Improvement Districts|Children's Services|Community Safety|Council Communications|"
    r"Economic Development|Education|Fire and Rescue Service|Housing|ICB|Mental Health Trust|Probation|Public Health|"
    r"Organisational Development|Substance Misuse Service|VAWG (Delivery|Strategic) Group|Youth Council|"
    r"Youth Justice Service)$"
)


@pytest.fixture
def seven(lockwater):
    return Programme.objects.get(partnership=lockwater, name=NAME)


@pytest.mark.parametrize(("document", "words"), sorted(set(SOURCES)))
def test_a_claim_stands_in_the_document_it_is_said_to_stand_in(document, words):
    if not SHARED.exists():
        pytest.skip("The published documents are not beside this tree.")
    assert words in " ".join((SHARED / document).read_text(encoding="utf-8").split())


def test_every_body_named_was_published_or_is_no_real_one(lockwater):
    named = set(Agency.objects.filter(partnership=lockwater).values_list("name", flat=True))
    assert {name for name in named if not INVENTED_OR_GENERAL.search(name)} == set(REAL_BODIES)


def test_the_unit_that_pays_has_one_name(lockwater):
    names = Agency.objects.values_list("name", flat=True)
    assert [name for name in names if "VRU" in name or "Violence Reduction Unit" in name] == ["Violence Reduction Unit"]


def test_partners_of_real_sites_are_those_published(seven):
    named: dict[str, set[str]] = {}
    for partner in SitePartner.objects.filter(site__programme=seven).select_related("site", "agency"):
        named.setdefault(partner.site.area, set()).add(partner.agency.name)
    assert named == PARTNERS


def test_periods_of_real_sites_are_those_published_and_plans_are_told_as_plans(seven):
    periods = SitePeriod.objects.filter(site__programme=seven).select_related("site__phase")
    told = {(one.site.phase.name, one.mode, one.started_on, one.ended_on) for one in periods}
    assert told == set(PERIODS)
    assert all(
        re.search("planned|was to", one.reason, re.IGNORECASE) for one in periods.filter(site__phase__name="Phase 2")
    )


def test_milestones_of_the_real_programme_are_met_only_where_that_was_published(seven):
    told = {(one.name, one.deadline_words, one.met_on) for one in Milestone.objects.filter(programme=seven)}
    assert told == set(MILESTONES)


def test_ends_agreed_are_those_published_and_days_of_agreement_say_that_they_are_not(seven):
    terms = Terms.objects.filter(contract__programme=seven).select_related("contract")
    assert {(one.delivery_ends_on, one.work_ends_on) for one in terms} == set(TERMS)
    assert all("not published" in (one.reason or one.contract.title) for one in terms)
    assert not any(one.budget for one in terms)


def test_trained_practices_are_as_many_as_were_published_and_no_target_or_support_is_told(seven):
    assert Attainment.objects.filter(sign_up__site__programme=seven).count() == TRAINED_IN_PHASE_1
    assert not Target.objects.filter(site__programme=seven).exists()
    assert not Support.objects.filter(sign_up__site__programme=seven).exists()
    assert not SignUp.objects.filter(site__phase__name="Phase 2", site__programme=seven).exists()


def test_practices_people_and_papers_of_real_sites_say_that_they_are_invented(seven):
    practices = Practice.objects.filter(sign_ups__site__programme=seven)
    assert all("(INVENTED)" in practice.name.upper() for practice in practices)
    assert all("(invented)" in sign_up.champion for sign_up in SignUp.objects.filter(site__programme=seven))
    assert all("(invented)" in post.name for post in SitePost.objects.filter(site__programme=seven))
    assert all("(invented)" in one.made_by for one in RiskAssessment.objects.filter(site__programme=seven))
    assert all("(invented)" in one.evidence for one in CoreCheck.objects.filter(site__programme=seven))


def test_the_plan_of_the_real_programme_holds_what_was_published(lockwater):
    actions = Action.objects.filter(plan__title="IRIS in seven boroughs, 2020 to 2022").prefetch_related("updates")
    told = {one.text: (one.deadline_words, _read_in_as(one)) for one in actions}
    assert told == {text: (deadline, rating) for text, (deadline, rating, _) in ACTIONS.items()}


def _read_in_as(action):
    """The standing the document gave, before anybody reported."""
    read_in = [update.rating for update in action.updates.all() if update.is_read_in]
    return read_in[0] if read_in else "not_stated"


def test_no_real_body_is_told_to_have_answered(lockwater):
    steps = OutsideStep.objects.filter(action__plan__partnership=lockwater)
    assert steps.filter(kind="answered").exists()
    by_real_bodies = [step for step in steps.exclude(kind="sent") if "(invented)" not in step.body]
    assert by_real_bodies == []


@pytest.mark.parametrize(
    "address",
    ["/delivery/", "/delivery/phases/", "/delivery/phases/?measure=people", "/delivery/sites/{site}/",
     "/delivery/figures/practices_trained/?site={site}&on=2021-09-30",
     "/delivery/figures/posts/?site={site}&on=2021-09-30",
     "/delivery/figures/sessions/?site={site}&on=2021-09-30", "/programmes/{programme}/"],
)  # fmt: skip
def test_pages_with_figures_of_real_sites_say_what_is_invented(seven, address):
    client = Client()
    client.force_login(User.objects.get(email="commissioner@towpath.example"))
    page = client.get(address.format(site=seven.sites.get(area="Croydon").pk, programme=seven.pk))
    assert page.status_code == 200
    assert "Invented" in page.content.decode()


def test_the_issued_report_says_what_is_invented_and_that_it_is_made_up(seven):
    contents = (
        PaperStep.objects.exclude(sha256="").get(paper__kind=PROGRESS_REPORT.name, paper__subject=seven.pk).contents
    )
    assert "Invented: how they divide" in str(contents)
    assert "made up for the demonstration" in str(contents)
