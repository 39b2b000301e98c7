"""The sites of grown delivery, their history and their people."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bench.grown import delivery
from bench.grown.wording import AGENCIES, pick
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.periods import Quarter
from towpath.partners.models import Agency, Partnership, Post
from towpath.programmes.models import (
    CoreElement,
    Measure,
    Milestone,
    Phase,
    Programme,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
    Target,
)
from towpath.records.quarters import columns_of
from towpath.training.models import TrainingRule
from towpath.training.rule import DEFAULT_RULE

PROGRAMMES, PHASES = 2, 3
MODES = ("mobilising", "adapted", "blended", "face_to_face")
WORDS = read_deadline("By June 2027")


def add_sites(launch: date, count: int) -> list[Site]:
    """Two programmes of three phases each, with all that a board looks at."""
    partnership = Partnership.objects.create(name="Safer Region")
    agencies = Agency.objects.bulk_create(Agency(partnership=partnership, name=name) for name in AGENCIES)
    programmes = [_programme(partnership, agencies[0], launch, number) for number in range(PROGRAMMES)]
    phases = [phase for programme in programmes for phase in programme.phases.order_by("position")]
    made = (
        Site(programme=pick(phases, place).programme, phase=pick(phases, place), number=place + 1, area=f"Area {place}")
        for place in range(count)
    )
    sites = Site.objects.bulk_create(made)
    _add_history(sites, agencies, launch)
    _add_promises(sites, launch)
    _add_people(partnership, agencies, sites, launch)
    return sites


def _programme(partnership: Partnership, agency: Agency, launch: date, number: int) -> Programme:
    programme = Programme.objects.create(
        partnership=partnership, name=f"Programme {number}", model="IRIS", starts_on=launch, commissioner=agency
    )
    for position in range(1, PHASES + 1):
        starts_on = launch + timedelta(days=90 * (position - 1))
        Phase.objects.create(programme=programme, position=position, name=f"Phase {position}", starts_on=starts_on)
        CoreElement.objects.create(programme=programme, position=position, name=f"Element {position}")
    kept = DEFAULT_RULE.as_json()
    TrainingRule.objects.create(programme=programme, in_force_from=launch, kept=kept, added_at=now())
    return programme


def _add_history(sites: Sequence[Site], agencies: Sequence[Agency], launch: date) -> None:
    """Four periods each, half a year long; two partner agencies, two people in post, an assessment."""
    stretch = timedelta(days=182)
    SitePeriod.objects.bulk_create(
        SitePeriod(
            site=site, mode=mode, started_on=launch + stretch * place,
            ended_on=None if place == len(MODES) - 1 else launch + stretch * (place + 1) - timedelta(days=1),
        )
        for site in sites for place, mode in enumerate(MODES)
    )  # fmt: skip
    SitePartner.objects.bulk_create(
        SitePartner(site=site, agency=pick(agencies, number + more), started_on=launch)
        for number, site in enumerate(sites) for more in range(2)
    )  # fmt: skip
    SitePost.objects.bulk_create(
        SitePost(site=site, kind=kind, name="Sam Post", working_time=Decimal("0.60"), started_on=launch)
        for site in sites for kind in ("advocate_educator", "clinical_lead")
    )  # fmt: skip
    RiskAssessment.objects.bulk_create(
        RiskAssessment(site=site, made_on=launch, made_by="Manager", outcome="may_go_ahead", recorded_at=now())
        for site in sites
    )


def _add_promises(sites: Sequence[Site], launch: date) -> None:
    """Five milestones each, and a target for every quarter of four years."""
    Milestone.objects.bulk_create(
        Milestone(
            programme=site.programme, site=site, name=f"Milestone {number}", deadline_words=WORDS.text,
            deadline_kept=WORDS.as_json(), due_on=launch + timedelta(days=340 * number),
            overdue_after=launch + timedelta(days=340 * number), met_on=launch if number < 3 else None,
        )
        for site in sites for number in range(5)
    )  # fmt: skip
    quarters = [Quarter.containing(launch + timedelta(days=92 * number)) for number in range(22)]
    Target.objects.bulk_create(
        Target(
            site=site, measure=Measure.PRACTICES_TRAINED, number=2 * place, **columns_of(quarter),
        )
        for site in sites for place, quarter in enumerate(dict.fromkeys(quarters))
    )  # fmt: skip


def _add_people(partnership: Partnership, agencies: Sequence[Agency], sites: Sequence[Site], launch: date) -> None:
    """A programme manager, an advocate educator of one site, and somebody of the commissioner."""
    roles = {
        delivery.MANAGER: Role.PROGRAMME_MANAGER,
        delivery.EDUCATOR: Role.ADVOCATE_EDUCATOR,
        delivery.COMMISSIONER: Role.COMMISSIONER,
    }
    people = User.objects.bulk_create(User(email=email, name=email.split("@")[0], password="!") for email in roles)
    Post.objects.bulk_create(
        Post(user=user, partnership=partnership, role=role, agency=agencies[0], started_on=launch)
        for user, role in zip(people, roles.values(), strict=True)
    )
    SitePost.objects.filter(site=sites[0], kind="advocate_educator").update(person=people[1])
